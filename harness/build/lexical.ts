import { resolve, sep } from "node:path";
import { traceSegment } from "@jridgewell/trace-mapping";
import type { Node } from "acorn";
import { root } from "../base/paths.js";
import { type Edit, placeOf } from "./edits.ts";
import type { Bundled } from "./function-names.ts";
import { type LexicalNames, lexicalNamesOf, namesIn } from "./lexical-names.ts";

interface Declarator extends Node {
  readonly id: Node;
  readonly init?: Node | null;
}
interface Statement extends Node {
  readonly kind?: string;
  readonly declarations?: readonly Declarator[];
}

const runtime = resolve(root, "ts-runtime") + sep;

/**
 * Makes `let` again of what esbuild made `var`: it does so with every `let`, `const` and `class` of a module's top level, so that they could be
 * read before their declaration, as `undefined`. Constants need no `const`: an assignment to one is an error of esbuild's. The runtime's own
 * modules keep `var`, which costs less to read.
 */
export async function restoreLexical(bundled: Bundled): Promise<Edit[]> {
  const statements = topLevel(bundled.tree).filter(
    ({ type, kind }) => type === "VariableDeclaration" && kind === "var",
  );
  const files = new Map<string, Promise<LexicalNames>>();
  // Modules that run when something asks for them: their variables stand outside, without a value, and may be set before.
  const isLazy = /\b__esm\(/.test(bundled.code);
  const isLexical = async ({ id, init }: Declarator) => {
    const places = namesIn(id).map((name) => sourceOf(bundled, name));
    const found = places.map(async (place) => {
      if (place === undefined) {
        return false;
      }
      const names = files.get(place.path) ?? lexicalNamesOf(place.path);
      files.set(place.path, names);
      return (await names).has(place.at);
    });
    return (init || !isLazy) && found.length > 0 && (await Promise.all(found)).every(Boolean);
  };
  const edits = statements.map(async ({ start, declarations = [] }) => {
    const lexical = await Promise.all(declarations.map(isLexical));
    return kinds(lexical).map(({ index, kind }): Edit => {
      const before = declarations[index - 1];
      return before === undefined
        ? { ...placeOf(start, bundled.offsets), length: 3, text: kind }
        : { ...placeOf(before.end, bundled.offsets), length: 1, text: `;${kind} ` };
    });
  });
  return (await Promise.all(edits)).flat();
}

/** Where a statement's declarations change from one kind to the other. It begins with `var`. */
function kinds(lexical: readonly boolean[]): { readonly index: number; readonly kind: string }[] {
  return lexical.flatMap((is, index) =>
    is === (lexical[index - 1] ?? false) ? [] : [{ index, kind: is ? "let" : "var" }],
  );
}

/** The statements of the bundle's one function. */
function topLevel(tree: Node): readonly Statement[] {
  const [only] = (tree as { readonly body?: readonly { readonly expression?: Node }[] }).body ?? [];
  return (
    (only?.expression as { readonly body?: { readonly body?: readonly Statement[] } } | undefined)?.body?.body ?? []
  );
}

/** Where a name of the bundle stands in a program's sources; undefined where it is the bundler's or the runtime's. */
function sourceOf({ trace, offsets, sources }: Bundled, { start }: Node) {
  const { line, column } = placeOf(start, offsets);
  const [made, source, sourceLine, sourceColumn] = traceSegment(trace, line, column) ?? [];
  const name = source === undefined ? null : trace.sources[source];
  if (made !== column || name === null || name === undefined) {
    return undefined;
  }
  const path = sources.path(name);
  return path.startsWith(runtime) ? undefined : { path, at: `${(sourceLine ?? 0) + 1}:${sourceColumn}` };
}
