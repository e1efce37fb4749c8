import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { HarnessError } from "../errors.ts";
import { readMap } from "./map-file.ts";
import { type PartSize, sizeByPart } from "./parts.ts";

/**
 * What a firmware needs, by part.
 *
 * @param folder the firmware's build folder
 * @throws HarnessError its linker's map file cannot be read
 */
export async function footprint(folder: string): Promise<PartSize[]> {
  const file = join(folder, "firmware.map");
  try {
    return sizeByPart(readMap(await readFile(file, "utf8")));
  } catch (error) {
    const { code = "EINVAL", message } = error as NodeJS.ErrnoException;
    throw new HarnessError(`cannot tell the firmware's size from ${file}: ${message}`, {
      code,
      exitCode: 69,
      cause: error,
    });
  }
}
