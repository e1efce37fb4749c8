import { relative } from "node:path";
import { root } from "../root.ts";
import type { WhichTest } from "./folder.ts";

/** What a test's run depended on beside its file. */
export interface Circumstances {
  readonly seed?: number | undefined;
  readonly time?: string | undefined;
  readonly kernel?: string | undefined;
  readonly engine?: string | undefined;
  readonly board?: string | undefined;
}

/** The command that runs one test again as it was run. */
export function commandAgain({ title, file }: WhichTest, { seed, ...device }: Circumstances): string {
  // Tests run in the project's folder, wherever they were started.
  const here = process.env.AIO_TEST_CWD ?? process.cwd();
  const command = here === root ? "npm run -s async-io -- test" : "npx async-io test";
  const options = Object.entries(device).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]));
  return [
    command,
    quote(relative(here, file)),
    ...["--match", quote(pattern(title))],
    ...(seed === undefined ? [] : ["--seed", String(seed)]),
    ...options.map(quote),
  ].join(" ");
}

/** A pattern of ava that the title matches: a `!` in front would be taken for "not". */
function pattern(title: string): string {
  return title.replaceAll("\\", "\\\\").replaceAll("*", "\\*").replace(/^!/, "*");
}

/** For a POSIX shell. */
export function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
