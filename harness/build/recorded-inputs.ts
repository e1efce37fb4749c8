import { appendFileSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Names the folder into which the processes of tests write what their programs are made of. Each has a file of its own there. */
export const inputsVariable = "AIO_TEST_INPUTS";

/** Takes the files of a program that a test boots; undefined where nobody asks for them. */
export function inputRecorder(env = process.env): ((path: string) => void) | undefined {
  const folder = env[inputsVariable];
  return folder === undefined ? undefined : (path) => record(folder, "input", path);
}

/** Says which test file runs in this process. */
export function recordTestFile(path: string, env = process.env): void {
  const folder = env[inputsVariable];
  if (folder !== undefined) {
    record(folder, "test", path);
  }
}

/** What the programs of each test file are made of, by its path. */
export function readInputs(folder: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const name of readdirSync(folder)) {
    const lines = readFileSync(join(folder, name), "utf8").split("\n");
    const of = (kind: string) =>
      lines.filter((line) => line.startsWith(`${kind} `)).map((line) => line.slice(kind.length + 1));
    for (const test of of("test")) {
      found.set(test, [...(found.get(test) ?? []), ...of("input")]);
    }
  }
  return found;
}

function record(folder: string, kind: "test" | "input", path: string): void {
  try {
    appendFileSync(join(folder, String(process.pid)), `${kind} ${path}\n`);
  } catch {
    // The watch has ended, and its folder is gone.
  }
}
