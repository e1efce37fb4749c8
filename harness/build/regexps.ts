import type { Node } from "acorn";
import { full } from "acorn-walk";
import type rewrite from "regexpu-core";

/** A regular expression of a bundle. */
export interface RegExpLiteral {
  readonly pattern: string;
  readonly flags: string;
  /** In the bundle. */
  readonly start: number;
  readonly end: number;
}

/** What newer regular expressions have in them. */
const newer = /\(\?(?:<|[ims-]+:)|\\[pP]\{|\/[gimsuy]*[dv][gimsuy]*\b/;

/** All regular expressions of a program. */
export function findRegExps(tree: Node): RegExpLiteral[] {
  const found: RegExpLiteral[] = [];
  full(tree, (node) => {
    const { regex } = node as Node & { readonly regex?: { readonly pattern: string; readonly flags: string } };
    if (regex !== undefined) {
      found.push({ ...regex, start: node.start, end: node.end });
    }
  });
  return found;
}

/** Each group's name and the numbers of its captures, as `ts-runtime/src/lacking/named-groups.ts` takes them. */
export type Groups = readonly (readonly [name: string, captures: readonly number[]])[];

/** What becomes of a regular expression for JerryScript: another pattern, its groups' names, or what it cannot do. */
export type Lowered =
  | { readonly pattern: string; readonly flags: string; readonly groups: Groups }
  | { readonly problem: string };

/** Writes a regular expression in what JerryScript parses: undefined where it does so as it is. */
export async function lowerRegExp({ pattern, flags }: RegExpLiteral): Promise<Lowered | undefined> {
  const bare = pattern.replaceAll(/\\.|\[(?:\\.|[^\]\\])*\]/gs, "");
  if (/\(\?<[=!]/.test(bare)) {
    return { problem: "lookbehind, (?<=…) and (?<!…), is" };
  }
  if (flags.includes("d")) {
    return { problem: "the flag d, positions of groups, is" };
  }
  if (!newer.test(`/${pattern}/${flags}`)) {
    return undefined;
  }
  const { default: rewritePattern } = (await import("regexpu-core")) as unknown as { default: typeof rewrite };
  const groups = new Map<string, number[]>();
  let lowered = flags;
  const text = rewritePattern(pattern, flags, {
    ...(flags.includes("v") && { unicodeSetsFlag: "transform" }),
    ...(/[uv]/.test(flags) && { unicodePropertyEscapes: "transform" }),
    modifiers: "transform",
    namedGroups: "transform",
    onNamedGroup: (name, index) => {
      groups.set(name, [...(groups.get(name) ?? []), index]);
    },
    onNewFlags: (made) => {
      lowered = made;
    },
  });
  return text === pattern && lowered === flags ? undefined : { pattern: text, flags: lowered, groups: [...groups] };
}
