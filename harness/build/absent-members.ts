import type { Node } from "acorn";
import { full } from "acorn-walk";
import { type Engine, engines } from "../base/choices.ts";

/** Members of the language that the standard's types have, and an engine has not. */
interface AbsentMember {
  readonly engines: readonly Engine[];
  /** What the program writes: a member of a global, or a method that it calls on anything. */
  readonly global?: string;
  readonly names: RegExp;
  readonly text: (name: string) => string;
}

const absentMembers: readonly AbsentMember[] = [
  {
    engines,
    global: "RegExp",
    names: /^(?:\$[1-9_&+`']|input|lastMatch|lastParen|leftContext|rightContext)$/,
    text: (name) => `RegExp.${name} is not on the device: take it from the match that exec() returns`,
  },
  {
    engines: ["jerryscript"],
    names: /^normalize$/,
    text: () =>
      "normalize() of strings is not in JerryScript, whose tables of Unicode have no decompositions: use --engine quickjs, or install a package for it",
  },
];

/** A place where a program uses one. */
export interface AbsentUse {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

interface Member extends Node {
  readonly object: Node & { readonly name?: string };
  readonly property: Node & { readonly name?: string; readonly value?: unknown };
  readonly computed: boolean;
}

/**
 * Finds where a program uses members that its engine does not have, and does not define itself.
 *
 * @param defined names of members that the program defines
 */
export function findAbsentMembers(tree: Node, engine: Engine, defined: ReadonlySet<string>): AbsentUse[] {
  const found: AbsentUse[] = [];
  const wanted = absentMembers.filter((absent) => absent.engines.includes(engine));
  const look = (node: Node, isCalled: boolean) => {
    const { object, property, computed, start, end } = node as Member;
    const name = computed ? String(property.value) : (property.name ?? "");
    const isMeant = (global: string | undefined) =>
      global === undefined ? isCalled && !defined.has(name) : object.name === global;
    const absent = wanted.find(({ names, global }) => names.test(name) && isMeant(global));
    if (absent !== undefined) {
      found.push({ start, end, text: absent.text(name) });
    }
  };
  full(tree, (node) => {
    if (node.type === "MemberExpression") {
      look(node, false);
    } else if (node.type === "CallExpression") {
      const { callee } = node as Node & { readonly callee: Node };
      if (callee.type === "MemberExpression") {
        look(callee, true);
      }
    }
  });
  return found.filter(({ start }, index) => found.findIndex((other) => other.start === start) === index);
}
