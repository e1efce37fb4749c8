import type { Engine } from "../base/choices.ts";

/** What an engine lacks and `ts-runtime/src/lacking` brings into the bundles that use it. */
export interface Lacking {
  /** The file, without its ending. */
  readonly module: string;
  readonly engines: readonly Engine[];
  /** Globals that bring it in where a program names them. */
  readonly globals?: readonly string[];
  /** Names of members that bring it in where a program reads one, unless the program defines a member of that name itself. */
  readonly members?: readonly string[];
  /** Names of methods that bring it in where a program calls one, on the same condition: data may have members of these names. */
  readonly calls?: readonly string[];
  /** The members and calls count only in a program that names this global too, and there whether or not it defines some itself. */
  readonly beside?: string;
}

const jerryscript = ["jerryscript"] as const;

/** In the order in which they go into a bundle. */
export const lacking: readonly Lacking[] = [
  { module: "array-copies", engines: jerryscript, members: ["toReversed", "toSorted", "toSpliced", "with"] },
  { module: "find-last", engines: jerryscript, members: ["findLast", "findLastIndex"] },
  {
    module: "typed-array-copies",
    engines: jerryscript,
    members: ["findLast", "findLastIndex", "toReversed", "toSorted", "with"],
  },
  { module: "grouping", engines: jerryscript, members: ["groupBy"] },
  { module: "promise", engines: jerryscript, members: ["withResolvers", "try"] },
  {
    module: "set-methods",
    engines: jerryscript,
    members: [
      ...["union", "intersection", "difference", "symmetricDifference"],
      ...["isSubsetOf", "isSupersetOf", "isDisjointFrom"],
    ],
  },
  { module: "strings", engines: jerryscript, members: ["isWellFormed", "toWellFormed"] },
  {
    module: "html-strings",
    engines: jerryscript,
    calls: [
      ...["anchor", "big", "blink", "bold", "fixed", "fontcolor", "fontsize"],
      ...["italics", "link", "small", "strike", "sub", "sup"],
    ],
  },
  { module: "upsert", engines: jerryscript, members: ["getOrInsert", "getOrInsertComputed"] },
  { module: "regexp-escape", engines: jerryscript, members: ["escape"] },
  {
    module: "disposable-stack",
    engines: jerryscript,
    globals: ["SuppressedError", "DisposableStack", "AsyncDisposableStack"],
  },
  { module: "array-from-async", engines: jerryscript, members: ["fromAsync"] },
  { module: "iterator", engines: jerryscript, globals: ["Iterator"] },
  { module: "iterator-zip", engines: jerryscript, members: ["zip", "zipKeyed"], beside: "Iterator" },
  { module: "iterator-chunks", engines: jerryscript, calls: ["chunks", "windows"], beside: "Iterator" },
  { module: "finalization-registry", engines: jerryscript, globals: ["FinalizationRegistry"] },
  {
    module: "uint8array-text",
    engines: jerryscript,
    members: ["fromBase64", "fromHex", "setFromBase64", "setFromHex", "toBase64", "toHex"],
  },
  { module: "float16", engines: jerryscript, members: ["f16round", "getFloat16", "setFloat16"] },
  { module: "sum-precise", engines: jerryscript, members: ["sumPrecise"] },
];
