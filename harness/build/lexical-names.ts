import { readFile } from "node:fs/promises";
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { type Node, parse } from "acorn";
import { transform } from "esbuild";

interface Declaration extends Node {
  readonly kind?: string;
  readonly id?: Node | null;
  readonly declaration?: Declaration | null;
  readonly declarations?: readonly { readonly id: Node }[];
}

/** Names that a source declares by `let`, `const` or `class` at its top level, each as `LINE:COLUMN`, from 1 and from 0. */
export type LexicalNames = ReadonlySet<string>;

/** What was found in each file: a context that rebuilds needs it once. */
const known = new Map<string, { text: string; names: Promise<LexicalNames> }>();

/** Finds them in a file. None where it cannot be read as a module: the bundler has told of that, or knows a syntax that acorn does not. */
export async function lexicalNamesOf(path: string): Promise<LexicalNames> {
  const text = await readFile(path, "utf8").catch(() => "");
  const before = known.get(path);
  if (before?.text === text) {
    return before.names;
  }
  const names = find(text, path).catch(() => new Set<string>());
  known.set(path, { text, names });
  return names;
}

async function find(text: string, path: string): Promise<LexicalNames> {
  const loader = /\.[cm]?tsx?$/.test(path) ? (path.endsWith("x") ? "tsx" : "ts") : "jsx";
  const { code, map } = await transform(text, { loader, sourcemap: true, target: "esnext", logLevel: "silent" });
  const trace = new TraceMap(map);
  const tree = parse(code, { ecmaVersion: "latest", sourceType: "module", allowHashBang: true, locations: true });
  const found = (tree as { readonly body: readonly Declaration[] }).body.flatMap((node) => lexical(node));
  return new Set(
    found.flatMap(({ loc }) => {
      const { line, column } = loc ? originalPositionFor(trace, loc.start) : { line: null, column: null };
      return line === null ? [] : [`${line}:${column}`];
    }),
  );
}

function lexical(node: Declaration): Node[] {
  const declared = node.declaration ?? node;
  if (declared.type === "ClassDeclaration") {
    return declared.id ? [declared.id] : [];
  }
  const isLexical = declared.type === "VariableDeclaration" && /^(?:let|const)$/.test(declared.kind ?? "");
  return isLexical ? (declared.declarations ?? []).flatMap(({ id }) => namesIn(id)) : [];
}

/** The identifiers that a pattern binds. */
export function namesIn(pattern: Node | null): Node[] {
  const { type, elements, properties, argument, left, value } = (pattern ?? {}) as Partial<Record<string, Node>> & {
    readonly type?: string;
    readonly elements?: readonly (Node | null)[];
    readonly properties?: readonly Node[];
  };
  switch (type) {
    case "Identifier":
      return [pattern as Node];
    case "ArrayPattern":
      return (elements ?? []).flatMap(namesIn);
    case "ObjectPattern":
      return (properties ?? []).flatMap(namesIn);
    case "Property":
      return namesIn(value ?? null);
    case "RestElement":
      return namesIn(argument ?? null);
    case "AssignmentPattern":
      return namesIn(left ?? null);
    default:
      return [];
  }
}
