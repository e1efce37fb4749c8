import type { Node } from "acorn";
import { full } from "acorn-walk";
import type { Engine } from "../base/choices.ts";
import { helpsIterators } from "./iterator-uses.ts";
import { lacking } from "./lacking.ts";

interface Named extends Node {
  readonly name: string;
}
interface Member extends Node {
  readonly computed: boolean;
  readonly property: Node;
}
interface Property extends Node {
  readonly computed: boolean;
  readonly key: Node;
}
interface Text extends Node {
  readonly value: unknown;
}
interface Pattern extends Node {
  readonly properties: readonly { readonly computed: boolean; readonly key?: Node }[];
}
interface Call extends Node {
  readonly callee: Node;
  readonly arguments: readonly Node[];
}
interface Unary extends Node {
  readonly operator: string;
  readonly argument: Node;
}
interface Conditional extends Node {
  readonly test: Node;
  readonly consequent: Node;
}
interface Binary extends Node {
  readonly operator: string;
  readonly left: Node;
}

/** The modules that a bundle needs. */
export function findLacking(tree: Node, engine: Engine, names = namesIn(tree)): readonly string[] {
  const { read, called, looked, defined, named, declared } = names;
  if (engine === "jerryscript" && helpsIterators(tree)) {
    named.add("Iterator");
  }
  const isGlobal = (name: string) => (named.has(name) && !declared.has(name)) || read.has(name) || looked.has(name);
  const isRead = (name: string) => read.has(name) || looked.has(name);
  const isCalled = (name: string) => called.has(name) || looked.has(name);
  const isFree = (name: string) => !defined.has(name);
  return lacking
    .filter(({ engines }) => engines.includes(engine))
    .filter(({ globals = [], members = [], calls = [], beside }) => {
      const uses = [...members.filter(isRead), ...calls.filter(isCalled)];
      return globals.some(isGlobal) || (beside === undefined ? uses.some(isFree) : uses.length > 0 && isGlobal(beside));
    })
    .map(({ module }) => module);
}

/** The names of a program. */
export class Names {
  /** Of members that it reads. */
  readonly read = new Set<string>();
  /** Of those of them that it calls. */
  readonly called = new Set<string>();
  /** Of members that it asks for as texts: `"union" in Set.prototype`. */
  readonly looked = new Set<string>();
  /** Of members that its objects and classes define. */
  readonly defined = new Set<string>();
  /** Of variables that it reads. */
  readonly named = new Set<string>();
  /** Of variables that it declares. */
  readonly declared = new Set<string>();
}

/** All names of a program. */
export function namesIn(tree: Node): Names {
  const names = new Names();
  const identifiers: Named[] = [];
  const asked = new Set<Node>();
  full(tree, (node, _state, role) => {
    if (node.type === "Identifier") {
      role === "VariablePattern" ? names.declared.add((node as Named).name) : identifiers.push(node as Named);
    } else {
      askedIn(node).forEach((each) => void asked.add(each));
      addMembers(node, names);
    }
  });
  for (const identifier of identifiers) {
    if (!asked.has(identifier)) {
      names.named.add(identifier.name);
    }
  }
  return names;
}

/** Names that a program does without: `typeof X`, and `typeof X === "function" ? X : other`, which esbuild writes for `using`. */
function askedIn(node: Node): readonly Node[] {
  if (node.type === "UnaryExpression" && (node as Unary).operator === "typeof") {
    return [(node as Unary).argument];
  }
  if (node.type !== "ConditionalExpression") {
    return [];
  }
  const { test, consequent } = node as Conditional;
  const left = test.type === "BinaryExpression" ? (test as Binary).left : test;
  return left.type === "UnaryExpression" && (left as Unary).operator === "typeof" ? [consequent] : [];
}

function addMembers(node: Node, { read, called, looked, defined }: Names): void {
  const add = (to: Set<string>, name: string | undefined) => name !== undefined && to.add(name);
  switch (node.type) {
    case "MemberExpression": {
      const { computed, property } = node as Member;
      add(read, keyOf(property, computed));
      break;
    }
    case "ObjectPattern":
      for (const { computed, key } of (node as Pattern).properties) {
        add(read, key && keyOf(key, computed));
      }
      break;
    case "CallExpression": {
      // As Reflect.get(Set.prototype, "union").
      const { arguments: args, callee } = node as Call;
      if (callee.type === "MemberExpression") {
        add(called, keyOf((callee as Member).property, (callee as Member).computed));
      }
      if (args[0]?.type === "ThisExpression") {
        // esbuild's definition of a field.
        args.forEach((argument) => void add(defined, keyOf(argument, true)));
      } else if (args.some(isBuiltin)) {
        args.forEach((argument) => void add(looked, keyOf(argument, true)));
      }
      break;
    }
    case "AssignmentExpression": {
      // A field of a class, as esbuild writes it, or a program's own polyfill.
      const { left } = node as Binary;
      if (left.type === "MemberExpression") {
        add(defined, keyOf((left as Member).property, (left as Member).computed));
      }
      break;
    }
    case "BinaryExpression":
      if ((node as Binary).operator === "in") {
        add(looked, keyOf((node as Binary).left, true));
      }
      break;
    case "Property":
    case "MethodDefinition":
    case "PropertyDefinition": {
      const { computed, key } = node as Property;
      add(defined, keyOf(key, computed));
      break;
    }
  }
}

/** Whether it is `X.prototype`, or a name that begins with a capital letter, as the language's own do. */
function isBuiltin(node: Node): boolean {
  return node.type === "MemberExpression"
    ? keyOf((node as Member).property, (node as Member).computed) === "prototype"
    : node.type === "Identifier" && /^[A-Z]/.test((node as Named).name);
}

/** A member's name where it is known. */
function keyOf(node: Node, computed: boolean): string | undefined {
  if (!computed && node.type === "Identifier") {
    return (node as Named).name;
  }
  const { value } = node as Text;
  return node.type === "Literal" && typeof value === "string" ? value : undefined;
}
