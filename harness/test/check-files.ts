import { UsageError } from "../base/errors.ts";
import { checkFiles } from "../build/index.ts";
import { isBasedOn } from "../build/option-place.ts";
import { deviceTsconfig, findTsconfig, readTsconfig } from "../build/tsconfig.ts";

type Where = "device" | "host";

/**
 * Checks the types of test files, by the nearest tsconfig.json above each: those that run on a device as `run` does; those that run on the
 * host where that file is for the host, as it is with `async-io-ts/harness/tsconfig.test.json`.
 *
 * @param onInput is told of each file that was read for it
 * @throws UsageError with what tsc says, as it says it
 */
export async function checkTestFiles(
  files: readonly string[],
  signal: AbortSignal,
  onInput?: (path: string) => void,
): Promise<void> {
  const groups = new Map<string, string[]>();
  for (const file of files.filter(isChecked)) {
    const group = `${whereOf(file)} ${readTsconfig(file).path}`;
    groups.set(group, [...(groups.get(group) ?? []), file]);
  }
  const checks = [...groups.values()].map(([first = "", ...rest]) =>
    checkFiles(
      readTsconfig(first),
      { files: [first, ...rest], where: whereOf(first) },
      { signal, ...(onInput && { onInput }) },
    ),
  );
  const wrong = (await Promise.all(checks)).filter(({ ok }) => !ok);
  if (wrong.length > 0) {
    throw new UsageError(wrong.map(({ output }) => output.trimEnd()).join("\n"));
  }
}

function whereOf(file: string): Where {
  return /\.device\.m?[jt]s$/.test(file) ? "device" : "host";
}

/** A test on the host may have no tsconfig.json, or only the one of the device's programs: it is run as it is. */
function isChecked(file: string): boolean {
  const tsconfig = findTsconfig(file);
  return whereOf(file) === "device" || (tsconfig !== undefined && !isBasedOn(tsconfig, deviceTsconfig));
}
