import { resolve, sep } from "node:path";
import { originalPositionFor, type TraceMap } from "@jridgewell/trace-mapping";
import type { Node } from "acorn";
import { ancestor, full } from "acorn-walk";
import { root } from "../base/paths.js";
import { type Edit, placeOf } from "./edits.ts";
import type { SourceLines } from "./source-lines.ts";

interface Made extends Node {
  readonly id?: Node | null;
}
interface Named extends Node {
  readonly name: string;
}

const runtime = resolve(root, "ts-runtime") + sep;

/** A function or class expression in the sources, with its name. */
const written = /^(?:(?:async\s+)?function\s*\*?|class)\s+(?!extends\b)(?<name>[\p{ID_Start}$_][\p{ID_Continue}$]*)/u;
/** One in the bundle that has none. */
const nameless = /^(?:(?:async )?function\*?|class)(?=[ ({]|$)/;
/** What keeps a function from getting its variable's name. */
const apart = /\(\s*0\s*,\s*$/;

export interface Bundled {
  readonly code: string;
  readonly tree: Node;
  readonly trace: TraceMap;
  readonly offsets: readonly number[];
  readonly sources: SourceLines;
}

/**
 * Gives functions and classes their names back. esbuild leaves out those that nothing refers to, when it shortens syntax; a function that then
 * stands behind a variable would have the variable's name.
 */
export function restoreFunctionNames({ code, tree, trace, offsets, sources }: Bundled): Edit[] {
  const edits: Edit[] = [];
  const restore = (node: Node, _state: unknown, around: readonly Node[]) => {
    const head = nameless.exec(code.slice(node.start, node.start + 20))?.[0];
    if ((node as Made).id || head === undefined) {
      return;
    }
    const place = placeOf(node.start, offsets);
    const { source, line, column } = originalPositionFor(trace, { line: place.line + 1, column: place.column });
    // The runtime's own functions go by other names nowhere.
    const text = source === null || sources.path(source).startsWith(runtime) ? "" : sources.line(source, line);
    const name = written.exec(text.slice(column ?? 0))?.groups?.name;
    if (name !== undefined && !refersTo(node, name)) {
      edits.push({ line: place.line, column: place.column + head.length, length: 0, text: ` ${name}` });
    } else if (name === undefined && isNamedByPlace(around) && apart.test(text.slice(0, column ?? 0))) {
      const end = placeOf(node.end, offsets);
      edits.push({ ...place, length: 0, text: "(0," }, { ...end, length: 0, text: ")" });
    }
  };
  ancestor(tree, { FunctionExpression: restore, ClassExpression: restore });
  return edits;
}

/** Whether a name means something inside: as the expression's own it would be another thing there. */
function refersTo(node: Node, name: string): boolean {
  let found = false;
  full(node, (inner) => {
    found ||= inner.type === "Identifier" && (inner as Named).name === name;
  });
  return found;
}

/** Whether a function gets the name of what it is assigned to. */
function isNamedByPlace(around: readonly Node[]): boolean {
  return /^(?:VariableDeclarator|AssignmentPattern|AssignmentExpression|Property|PropertyDefinition)$/.test(
    around.at(-2)?.type ?? "",
  );
}
