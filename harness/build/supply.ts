import { relative, resolve } from "node:path";
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { type Node, parse } from "acorn";
import type { BuildResult, OutputFile, PartialMessage, Plugin } from "esbuild";
import type { Engine } from "../base/choices.ts";
import { findAbsentMembers } from "./absent-members.ts";
import { checkRegExps } from "./check-regexps.ts";
import { separateClasses } from "./class-sequences.ts";
import { applyEdits, type Edit, lineOffsets, placeOf } from "./edits.ts";
import { type Bundled, restoreFunctionNames } from "./function-names.ts";
import { lackingCode, namedGroups } from "./lacking-code.ts";
import { findLacking, namesIn } from "./lacking-uses.ts";
import { restoreLexical } from "./lexical.ts";
import { findRegExps, type Lowered, lowerRegExp, type RegExpLiteral } from "./regexps.ts";
import { SourceLines } from "./source-lines.ts";

/** The name of {@link supplyLacking} among the plugins of a build. */
export const supplyName = "async-io-ts lacking";

/**
 * Gives a bundle what an engine lacks and the program uses: members and globals of the language, and regular expressions in older syntax. A
 * regular expression that cannot be had is an error, with its place, and so is one that is no regular expression.
 */
export const supplyLacking = (engine: Engine): Plugin => ({
  name: supplyName,
  setup(build) {
    build.onEnd(async (result) => {
      const [code, map] = [".js", ".js.map"].map((end) => outputOf(result, end));
      if (code === undefined || map === undefined) {
        return {};
      }
      const folder = build.initialOptions.absWorkingDir ?? process.cwd();
      const sources: { readonly sources: readonly (string | null)[] } = JSON.parse(map.text);
      const errors = await checkRegExps(sources.sources, folder);
      if (errors.length > 0) {
        return { errors };
      }
      const tree = parseBundle(code.text);
      if (tree === undefined) {
        return {};
      }
      return supply(tree, { code, map, engine, folder });
    });
  },
});

/** A bundle's syntax tree; undefined where acorn does not know a syntax that esbuild does. */
function parseBundle(code: string): Node | undefined {
  try {
    return parse(code, { ecmaVersion: "latest" });
  } catch {
    return undefined;
  }
}

interface Output {
  readonly code: OutputFile;
  readonly map: OutputFile;
  readonly engine: Engine;
  readonly folder: string;
}

async function supply(tree: Node, { code, map, engine, folder }: Output) {
  const text = code.text;
  const bundled: Bundled = {
    code: text,
    tree,
    trace: new TraceMap(map.text),
    offsets: lineOffsets(text.split("\n")),
    sources: new SourceLines(folder),
  };
  const lowered = engine === "jerryscript" ? await lowerAll(tree) : [];
  const names = namesIn(tree);
  const absent = findAbsentMembers(tree, engine, names.defined).map((use) => message(bundled, folder, use, use.text));
  const isPackage = ({ location }: PartialMessage) => location?.file?.includes("node_modules/") === true;
  const refused = lowered.flatMap(({ literal, made }) =>
    "problem" in made
      ? [
          message(
            bundled,
            folder,
            literal,
            `${made.problem} not in JerryScript's regular expressions; use --engine quickjs`,
          ),
        ]
      : [],
  );
  const errors = [...refused, ...absent.filter((each) => !isPackage(each))];
  const warnings = absent.filter(isPackage);
  if (errors.length > 0) {
    return { errors, warnings };
  }
  const modules = findLacking(tree, engine, names);
  const isNamed = lowered.some(({ made }) => "groups" in made && made.groups.length > 0);
  const edits = lowered.flatMap(({ literal, made }): Edit[] =>
    "problem" in made
      ? []
      : [
          {
            ...placeOf(literal.start, bundled.offsets),
            length: literal.end - literal.start,
            text: written(literal, made),
          },
        ],
  );
  // Behind the first line, which is the function's head: no position moves.
  const head: Edit = { line: 0, column: text.indexOf("\n"), length: 0, text: await lackingCode(modules, isNamed) };
  const edited = applyEdits({ code: text, map: map.text }, [
    ...(modules.length > 0 || isNamed ? [head] : []),
    ...edits,
    ...restoreFunctionNames(bundled),
    ...(await restoreLexical(bundled)),
    ...(engine === "jerryscript" ? separateClasses(tree, bundled.offsets) : []),
  ]);
  code.contents = Buffer.from(edited.code);
  map.contents = Buffer.from(edited.map);
  return { warnings };
}

async function lowerAll(tree: Node): Promise<{ literal: RegExpLiteral; made: Lowered }[]> {
  const all = await Promise.all(
    findRegExps(tree).map(async (literal) => ({ literal, made: await lowerRegExp(literal) })),
  );
  return all.flatMap(({ literal, made }) => (made === undefined ? [] : [{ literal, made }]));
}

function written(
  { pattern: source }: RegExpLiteral,
  { pattern, flags, groups }: Exclude<Lowered, { problem: string }>,
): string {
  const literal = `/${pattern}/${flags}`;
  return groups.length === 0
    ? literal
    : `${namedGroups}(${literal},${JSON.stringify(source)},${JSON.stringify(groups)})`;
}

function outputOf({ outputFiles = [] }: BuildResult, end: string): OutputFile | undefined {
  return outputFiles.find(({ path }) => path.endsWith(end));
}

/** A message about a text of a bundle, where that is in the sources: behind the place that the map knows, on its line. */
function message(
  { code, trace, offsets, sources }: Bundled,
  folder: string,
  { start, end }: Pick<RegExpLiteral, "start" | "end">,
  text: string,
) {
  const { line, column } = placeOf(start, offsets);
  const place = originalPositionFor(trace, { line: line + 1, column });
  if (place.source === null) {
    return { text };
  }
  const lineText = sources.line(place.source, place.line);
  const at = Math.max(lineText.indexOf(code.slice(start, end), place.column), place.column);
  // esbuild counts columns in bytes.
  const before = Buffer.byteLength(lineText.slice(0, at));
  const file = relative(folder, resolve(folder, place.source));
  return { text, location: { file, line: place.line, column: before, lineText } };
}
