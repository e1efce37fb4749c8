import type { Node } from "acorn";
import { full } from "acorn-walk";
import { type Edit, placeOf } from "./edits.ts";

interface Sequence extends Node {
  readonly expressions: readonly Node[];
}
interface Assignment extends Node {
  readonly right: Node;
}

/**
 * Keeps JerryScript from taking `(a = class { … }, …)`, which esbuild writes for a class expression with private members, for the parameters
 * of an arrow function: it would not find the variables around the class. `(0, a = class { … }, …)` cannot be parameters.
 */
export function separateClasses(tree: Node, offsets: readonly number[]): Edit[] {
  const edits: Edit[] = [];
  full(tree, (node) => {
    const [first] = node.type === "SequenceExpression" ? (node as Sequence).expressions : [];
    if (first?.type === "AssignmentExpression" && (first as Assignment).right.type === "ClassExpression") {
      edits.push({ ...placeOf(first.start, offsets), length: 0, text: "0," });
    }
  });
  return edits;
}
