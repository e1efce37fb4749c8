import { existsSync, readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { absentGlobal, absentModule } from "./absent.ts";
import { optionPlace } from "./option-place.ts";

/** One diagnostic of tsc, as it prints it without colours; further lines of it are indented. */
const head = /^(?:(?<file>.+)\((?<at>\d+,\d+)\): )?error (?<code>TS\d+): (?<text>.*)$/;
/** The text of a type of `absentDeclarations`, in the middle of what tsc says of it. */
const told = /"(?<why>(?:[^"\\]|\\.)* is not on the device: (?:[^"\\]|\\.)*)"/;
/** A name or a module that tsc does not find, or in which it does not find something. */
const named =
  /^(?:Cannot find (?:name|namespace|module) '(?<name>[^']+)'|'(?<value>[^']+)' refers to a value|Module '"(?<module>[^']+)"')/;
/** Advice that is for programs in a browser or on Node: to install declarations, or to take others of the language's. */
const advice = / Do you need to (?:install type definitions|change your target library)\b.*$/;

export interface CheckContext {
  /** The configuration that the check was made with, which is ours. */
  readonly project: string;
  /** The user's. */
  readonly tsconfig: string;
  /** On the host there is Node. */
  readonly where: "device" | "host";
  readonly cwd: string;
}

/**
 * What tsc said, for programs on a device: a line that says what to use for what a device has not, in the place of advice to install
 * declarations of Node's; and the user's own file for an option of the compiler that tsc does not take.
 */
export function translateOutput(output: string, context: CheckContext): string {
  return diagnostics(output)
    .map((lines) => translate(lines, context))
    .join("");
}

/** Each with its further lines. */
function diagnostics(output: string): string[][] {
  const found: string[][] = [];
  for (const line of output.split("\n").filter((text) => text !== "")) {
    const last = found.at(-1);
    if (last === undefined || head.test(line) || !line.startsWith(" ")) {
      found.push([line]);
    } else {
      last.push(line);
    }
  }
  return found;
}

function translate([first = "", ...rest]: readonly string[], context: CheckContext): string {
  const { file, at, code, text } = head.exec(first)?.groups ?? {};
  if (code === undefined || text === undefined) {
    return `${[first, ...rest].join("\n")}\n`;
  }
  const body = context.where === "host" ? [text, ...rest] : forDevice([text, ...rest], wordAt(file, at, context.cwd));
  const place = isOurs(file, context) ? optionIn(text, context) : file === undefined ? "" : `${file}(${at}): `;
  return `${place}error ${code}: ${body.join("\n")}\n`;
}

/** @param name what stands at the place that the diagnostic is about */
function forDevice([text = "", ...rest]: readonly string[], name: string): string[] {
  const absent = absence([text, ...rest].join("\n")) ?? absentText(text, name);
  return absent === undefined ? [text.replace(advice, ""), ...rest] : [absent];
}

function absence(text: string): string | undefined {
  const why = told.exec(text)?.groups?.why;
  if (why !== undefined) {
    return JSON.parse(`"${why}"`);
  }
  const { name, value, module } = named.exec(text)?.groups ?? {};
  if (/^Cannot find name '(?:describe|it|test|suite|expect)'/.test(text)) {
    return `${name} is not a global: import test from "async-io-ts/test"`;
  }
  const found = name ?? value;
  return (
    (found !== undefined ? (absentGlobal(found) ?? absentModule(found)) : undefined) ??
    (module !== undefined ? absentModule(module.replace("*", "")) : undefined)
  );
}

/** What becomes a text is told as a symbol: the name is in the source alone. */
function absentText(text: string, name: string): string | undefined {
  return /'symbol'/.test(text) ? absentGlobal(name) : undefined;
}

function wordAt(file: string | undefined, at: string | undefined, cwd: string): string {
  const [line = 0, column = 0] = at?.split(",").map(Number) ?? [];
  const source = file !== undefined && existsSync(resolve(cwd, file)) ? readFileSync(resolve(cwd, file), "utf8") : "";
  return /^\w*/.exec(source.split("\n")[line - 1]?.slice(column - 1) ?? "")?.[0] ?? "";
}

function isOurs(file: string | undefined, { project, cwd }: CheckContext): boolean {
  return file !== undefined && resolve(cwd, file) === project;
}

/** Where the user's own files set the option that a diagnostic of our file is about. */
function optionIn(text: string, { tsconfig, cwd }: CheckContext): string {
  const option = /'(?<option>\w+)(?:=[^']*)?'/.exec(text)?.groups?.option ?? "";
  const place = optionPlace(tsconfig, option);
  const path = relative(cwd, place?.path ?? tsconfig);
  return place === undefined ? `${path}: ` : `${path}(${place.line},${place.column}): `;
}
