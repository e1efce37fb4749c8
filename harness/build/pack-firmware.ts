import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { HarnessError } from "../base/errors.ts";
import { firmwareLicenses } from "./licenses.ts";
import { packagedFiles, packagedFolder } from "./packaged.ts";

/** What a firmware to be packed was made from and with. */
export interface Packable {
  /** The folder that it was built in. */
  readonly dir: string;
  readonly vendor: string;
  readonly objcopy: string;
}

/**
 * Writes the firmware that the package contains, with its licences. Of what debuggers read it keeps the stack frames alone, which
 * `inspect` reads: the rest is 80 % of the file, and of use to those who have the compiler.
 *
 * @throws HarnessError `ENOENT` a licence is missing, `EIO` the tool failed
 */
export async function packFirmware({ dir, vendor, objcopy }: Packable): Promise<void> {
  const licenses = await firmwareLicenses(vendor);
  const to = (name: string) => join(packagedFolder, name);
  const { elf, map, config } = packagedFiles;
  await rm(packagedFolder, { recursive: true, force: true });
  await mkdir(packagedFolder, { recursive: true });
  const args = ["--strip-debug", "--keep-section=.debug_frame", join(dir, elf), to(elf)];
  await execa(objcopy, args).catch((error: Error) => {
    throw new HarnessError(`cannot pack the firmware: ${error.message}`, { code: "EIO", exitCode: 69, cause: error });
  });
  await copyFile(join(dir, map), to(map));
  await copyFile(join(dir, config), to(config));
  await writeFile(to(packagedFiles.licenses), licenses);
}
