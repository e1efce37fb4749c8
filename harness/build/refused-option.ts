import { readFileSync } from "node:fs";
import { nearest } from "../base/nearest.ts";
import { kconfigFiles } from "./kconfig-files.ts";

const refusals = [
  // FreeRTOS's kconfig.py; CMake breaks its lines.
  /overrides\.conf:\d+:\s+(?<what>\S[\s\S]*?)(?=\n\s*\n|\nCall Stack|$(?![\s\S]))/,
  // Zephyr's.
  /(?<what>attempt to assign the value .* to the undefined symbol \w+)/,
  /warning: (?<what>user value [^\n]* ignored due to being outside the active range \(\[[^\n\]]*\]\))/,
  /warning: (?<what>the value [^\n]* is invalid for [^\n]*, which has type \w+)/,
];

/**
 * What Kconfig says against an option that was asked for, in one line.
 *
 * @param output what configuring the firmware printed
 * @returns undefined where it failed for another reason
 */
export function refusedOption(output: string): string | undefined {
  const [what] = refusals.flatMap((refusal) => refusal.exec(output)?.groups?.what ?? []);
  if (what === undefined) {
    return undefined;
  }
  const line = what
    .replaceAll(/\s+/g, " ")
    .replace(/ \(defined at [^)]*\)/, "")
    .trim();
  const [, unknown] = /(?:there is no option CONFIG_|undefined symbol )(\w+)/.exec(line) ?? [];
  if (unknown === undefined) {
    return line;
  }
  const near = nearest(unknown, optionNames());
  return `there is no option ${unknown}${near === undefined ? "" : `; did you mean ${near}?`}`;
}

/** The firmware's own options. */
function optionNames(): string[] {
  const text = kconfigFiles.map((file) => readFileSync(file, "utf8")).join("\n");
  return Array.from(text.matchAll(/^\s*(?:menu)?config (\w+)$/gm), ([, name = ""]) => name);
}
