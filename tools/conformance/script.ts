import { type Node, parse } from "acorn";
import { fullAncestor } from "acorn-walk";

/** What has a `this` of its own. An arrow function has not. */
const owners = new Set(["FunctionDeclaration", "FunctionExpression", "PropertyDefinition", "StaticBlock"]);

/** Whether a text uses `this` outside of functions: in a script it is the global object, in a module undefined. */
export function isScript(source: string): boolean {
  if (!/\bthis\b/.test(source)) {
    return false;
  }
  let tree: Node;
  try {
    tree = parse(source, { ecmaVersion: "latest" });
  } catch {
    // One that must not be taken, or await at its top level.
    return false;
  }
  let found = false;
  fullAncestor(tree, (node, _state, around) => {
    found ||= node.type === "ThisExpression" && !around.some(({ type }) => owners.has(type));
  });
  return found;
}
