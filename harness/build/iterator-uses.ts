import type { Node } from "acorn";
import { full } from "acorn-walk";

interface Call extends Node {
  readonly callee: Node;
}
interface Member extends Node {
  readonly object: Node;
  readonly property: Node & { readonly name?: string };
  readonly computed: boolean;
}
interface Declarator extends Node {
  readonly id: Node & { readonly name?: string };
  readonly init?: Node | null;
}
interface Named extends Node {
  readonly name: string;
}
interface Made extends Node {
  readonly generator?: boolean;
  readonly id?: Named | null;
}

/** Methods that iterators have and JerryScript's have not. */
const helpers = /^(?:map|filter|take|drop|flatMap|reduce|toArray|forEach|some|every|find)$/;
/** Those of them that give an iterator. */
const chained = /^(?:map|filter|take|drop|flatMap)$/;
/** Methods of the language's own objects that give one. */
const sources = /^(?:values|keys|entries|matchAll)$/;

/**
 * Whether a program calls a helper on what is an iterator by the program's text: a generator's call, a method such as `values()`, or a
 * variable that one of them was assigned to. Arrays have methods of the same names.
 */
export function helpsIterators(tree: Node): boolean {
  const known = new Set<string>();
  const generators = new Set<string>();
  const members: Member[] = [];
  const declarators: Declarator[] = [];
  full(tree, (node) => {
    const { generator, id } = node as Made;
    if (generator && id) {
      generators.add(id.name);
    } else if (node.type === "MemberExpression") {
      members.push(node as Member);
    } else if (node.type === "VariableDeclarator") {
      const { init } = node as Declarator;
      if ((init as Made | null | undefined)?.generator) {
        generators.add((node as Declarator).id.name ?? "");
      } else {
        declarators.push(node as Declarator);
      }
    }
  });
  const isIterator = (node: Node): boolean => {
    if (node.type === "Identifier") {
      return known.has((node as Named).name);
    }
    return node.type === "CallExpression" && gives((node as Call).callee, generators, isIterator);
  };
  for (const { id, init } of declarators) {
    if (id.name !== undefined && init && isIterator(init)) {
      known.add(id.name);
    }
  }
  return members.some((member) => helpers.test(nameOf(member)) && isIterator(member.object));
}

/** Whether a call of it gives an iterator. */
function gives(callee: Node, generators: ReadonlySet<string>, isIterator: (node: Node) => boolean): boolean {
  if (callee.type === "Identifier") {
    return generators.has((callee as Named).name);
  }
  if (callee.type !== "MemberExpression") {
    return (callee as Made).generator === true;
  }
  const member = callee as Member;
  // Object.values() and the like give arrays.
  const isObject = member.object.type === "Identifier" && (member.object as Named).name === "Object";
  return (
    (sources.test(nameOf(member)) && !isObject) ||
    isIteratorSymbol(member) ||
    (chained.test(nameOf(member)) && isIterator(member.object))
  );
}

function isIteratorSymbol({ computed, property }: Member): boolean {
  return computed && property.type === "MemberExpression" && nameOf(property as unknown as Member) === "iterator";
}

function nameOf({ computed, property }: Member): string {
  return computed ? "" : (property.name ?? "");
}
