import type { Node } from "acorn";

/** A global that a bundle reads without asking first whether it is there. */
export interface FreeName {
  readonly name: string;
  /** In the bundle, from 1. */
  readonly line: number;
  /** In the bundle, from 0, in UTF-16 units. */
  readonly column: number;
}

/** A place where a global is looked at by `typeof`, which throws nothing. */
export interface FreeNames {
  readonly used: readonly FreeName[];
  readonly asked: readonly FreeName[];
}

/** A name in the syntax tree, and what is around it, itself included. */
interface Reference {
  readonly node: Node & { readonly name: string };
  readonly around: readonly Node[];
}

/**
 * Finds where a bundle uses some of the names that nothing in it declares. What is behind `try` does not count: it is caught.
 */
export async function findFreeNames(code: string, names: readonly string[]): Promise<FreeNames> {
  const wanted = new RegExp(`\\b(?:${names.join("|")})\\b`);
  if (!wanted.test(code)) {
    return { used: [], asked: [] };
  }
  const [{ tree, free }, { fullAncestor }] = await Promise.all([freeIdentifiers(code), import("acorn-walk")]);
  const found: Reference[] = [];
  fullAncestor(tree, (node, _state, around) => {
    if (free.has(node as Identifier) && names.includes((node as Identifier).name)) {
      found.push({ node: node as Identifier, around: [...around] });
    }
  });
  return {
    used: found.filter((reference) => !isAsked(reference) && !isCaught(reference)).map(placed),
    asked: found.filter(isAsked).map(placed),
  };
}

/** The names that a bundle reads and does not declare. */
export async function freeNames(code: string): Promise<ReadonlySet<string>> {
  const { free } = await freeIdentifiers(code);
  return new Set(Array.from(free, ({ name }) => name));
}

type Identifier = Reference["node"];

async function freeIdentifiers(code: string): Promise<{ tree: Node; free: ReadonlySet<Identifier> }> {
  // Few programs come here, and both take their time to load.
  const [{ parse }, { analyze }] = await Promise.all([import("acorn"), import("eslint-scope")]);
  const tree = parse(code, { ecmaVersion: "latest", locations: true, ranges: true });
  const { globalScope } = analyze(tree as Parameters<typeof analyze>[0], { ecmaVersion: 2022, sourceType: "script" });
  const free = globalScope?.through.map(({ identifier }) => identifier as unknown as Identifier);
  return { tree, free: new Set(free) };
}

function placed({ node }: Reference): FreeName {
  return { name: node.name, line: node.loc?.start.line ?? 1, column: node.loc?.start.column ?? 0 };
}

function isAsked({ around }: Reference): boolean {
  const parent = around.at(-2);
  return parent?.type === "UnaryExpression" && (parent as Node & { operator: string }).operator === "typeof";
}

/** Whether a `catch` of the same function is around it. */
function isCaught({ around }: Reference): boolean {
  for (let at = around.length - 2; at >= 0; at--) {
    const node = around[at] as Node & { block?: Node; handler?: Node | null };
    if (node.type === "TryStatement" && node.block === around[at + 1] && node.handler) {
      return true;
    }
    if (/Function/.test(node.type)) {
      return false;
    }
  }
  return false;
}
