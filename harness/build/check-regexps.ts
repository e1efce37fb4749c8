import { readFile } from "node:fs/promises";
import { relative, resolve, sep } from "node:path";
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { parse } from "acorn";
import { type PartialMessage, transform } from "esbuild";
import { root } from "../base/paths.js";

/** A text that may be a regular expression: a slash that begins no comment, and another one on its line. */
const likely = /\/[^/*\n].*\//;
const runtime = resolve(root, "ts-runtime") + sep;

/**
 * Looks for what is no regular expression in a program's own files. esbuild reads none, and leaves out those that nothing uses, so that no
 * engine would ever see them.
 *
 * @param sources of a bundle, relative to the folder
 */
export async function checkRegExps(sources: readonly (string | null)[], folder: string): Promise<PartialMessage[]> {
  const own = sources
    .map((source) => resolve(folder, source ?? ""))
    .filter((path) => /\.[cm]?[jt]sx?$/.test(path) && !path.includes(`${sep}node_modules${sep}`))
    .filter((path) => !path.startsWith(runtime));
  const found = await Promise.all(own.map((path) => check(path, folder)));
  return found.flatMap((message) => message ?? []);
}

async function check(path: string, folder: string): Promise<PartialMessage | undefined> {
  const text = await readFile(path, "utf8").catch(() => "");
  if (!likely.test(text)) {
    return undefined;
  }
  const loader = /\.[cm]?tsx?$/.test(path) ? (path.endsWith("x") ? "tsx" : "ts") : "jsx";
  const { code, map } = await transform(text, { loader, sourcemap: true, target: "esnext", logLevel: "silent" });
  try {
    parse(code, { ecmaVersion: "latest", sourceType: "module", allowHashBang: true });
    return undefined;
  } catch (error) {
    const { message, loc } = error as SyntaxError & {
      readonly loc: { readonly line: number; readonly column: number };
    };
    if (!/regular expression/i.test(message)) {
      return undefined;
    }
    const { line, column } = originalPositionFor(new TraceMap(map), loc);
    const lineText = text.split("\n")[(line ?? 1) - 1] ?? "";
    return {
      text: message.replace(/ \(\d+:\d+\)$/, ""),
      // esbuild counts columns in bytes.
      location: {
        file: relative(folder, path),
        line: line ?? 1,
        column: Buffer.byteLength(lineText.slice(0, column ?? 0)),
        lineText,
      },
    };
  }
}
