import type { Node } from "acorn";
import { full } from "acorn-walk";

interface Call extends Node {
  readonly callee: Node;
  readonly arguments: readonly Node[];
}
interface Defined extends Node {
  readonly key: Node;
  readonly value: Node;
  readonly computed: boolean;
}
interface Return extends Node {
  readonly argument?: Node | null;
}
interface Arrow extends Node {
  readonly body: Node;
}
interface Assignment extends Node {
  readonly right: Node;
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
  readonly async?: boolean;
  readonly id?: Named | null;
}

/** Methods that iterators have and JerryScript's have not. */
const helpers = /^(?:map|filter|take|drop|flatMap|reduce|toArray|forEach|some|every|find|chunks|windows|includes)$/;
/** Those of them that give an iterator. */
const chained = /^(?:map|filter|take|drop|flatMap|chunks|windows)$/;
/** Methods of the language's own objects that give one. */
const sources = /^(?:values|keys|entries|matchAll)$/;
/** Functions that take an iterator and give none. */
const consumers = /^(?:from|fromEntries|fromAsync|all|allSettled|any|race|Set|Map|WeakSet|WeakMap|\w+Array|push)$/;
/** What gives arrays, which have helpers of the same names. */
const arrays = /^(?:split|slice|concat|from|of|keys|values|entries|toSorted|toReversed|map|filter|flat|flatMap)$/;

/**
 * Whether a program may call a helper on an iterator. By its text it does where it calls one on a generator's call, on a method such as
 * `values()`, or on a variable that one of them was assigned to. Where it hands an iterator on, to a function or in an object, any call of
 * a helper may be on it that is not on an array by the text.
 */
export function helpsIterators(tree: Node): boolean {
  const { known, generators, calls, declarators, handedOn } = look(tree);
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
  const isHandedOn = handedOn.some(isIterator);
  return calls.some(
    ({ object, ...member }) =>
      helpers.test(nameOf({ object, ...member })) && (isIterator(object) || (isHandedOn && !isArray(object))),
  );
}

/** What is in a program. */
function look(tree: Node) {
  const generators = new Set<string>();
  const calls: Member[] = [];
  const declarators: Declarator[] = [];
  /** What is given to a function, returned, or put into an object. */
  const handedOn: Node[] = [];
  full(tree, (node) => {
    const { id } = node as Made;
    if (isGenerator(node) && id) {
      generators.add(id.name);
    }
    switch (node.type) {
      case "VariableDeclarator": {
        const { id: variable, init } = node as Declarator;
        if (init && isGenerator(init) && variable.name !== undefined) {
          generators.add(variable.name);
        } else {
          declarators.push(node as Declarator);
        }
        break;
      }
      case "MethodDefinition":
      case "Property": {
        const { key, value, computed } = node as Defined;
        if (isGenerator(value) && !computed) {
          generators.add((key as Named).name);
        }
        handedOn.push(value);
        break;
      }
      case "CallExpression":
      case "NewExpression": {
        const { callee, arguments: args } = node as Call;
        if (callee.type === "MemberExpression") {
          calls.push(callee as Member);
        }
        if (!consumers.test(calledName(callee))) {
          handedOn.push(...args);
        }
        break;
      }
      case "ReturnStatement": {
        const { argument } = node as Return;
        handedOn.push(...(argument ? [argument] : []));
        break;
      }
      case "ArrowFunctionExpression":
        handedOn.push((node as unknown as Arrow).body);
        break;
      case "AssignmentExpression":
        handedOn.push((node as unknown as Assignment).right);
        break;
    }
  });
  return { known: new Set<string>(), generators, calls, declarators, handedOn };
}

/** A generator that is not async. */
function isGenerator(node: Node): boolean {
  const { generator, async } = node as Made;
  return generator === true && async !== true;
}

function calledName(callee: Node): string {
  return callee.type === "MemberExpression" ? nameOf(callee as Member) : ((callee as Named).name ?? "");
}

/** Whether it is an array, or a text, by the program's text. */
function isArray(node: Node): boolean {
  if (node.type === "CallExpression") {
    return arrays.test(calledName((node as Call).callee));
  }
  return node.type === "ArrayExpression" || node.type === "Literal" || node.type === "TemplateLiteral";
}

/** Whether a call of it gives an iterator. */
function gives(callee: Node, generators: ReadonlySet<string>, isIterator: (node: Node) => boolean): boolean {
  if (generators.has(calledName(callee))) {
    return true;
  }
  if (callee.type !== "MemberExpression") {
    return isGenerator(callee);
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
