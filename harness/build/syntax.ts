import type { BuildOptions } from "esbuild";

/**
 * What differs from `target`: newer syntax that QuickJS-ng 0.16 and JerryScript 3.0 both parse, and older syntax that one of
 * them does not. docs/engines.md has the table that it comes from.
 */
const supported = {
  bigint: true,
  "class-field": true,
  // All or none: where one is not there, esbuild writes classes that it takes apart by halves, which no engine parses.
  "class-private-accessor": true,
  "class-private-brand-check": true,
  "class-private-field": true,
  "class-private-method": true,
  "class-private-static-accessor": true,
  "class-private-static-field": true,
  "class-private-static-method": true,
  "class-static-blocks": true,
  "class-static-field": true,
  "logical-assignment": true,
  "nullish-coalescing": true,
  "optional-catch-binding": true,
  // Regular expressions are looked at behind esbuild (supply.ts), which would make calls of them that nothing checks.
  "regexp-dot-all-flag": true,
  "regexp-lookbehind-assertions": true,
  "regexp-match-indices": true,
  "regexp-named-capture-groups": true,
  "regexp-set-notation": true,
  "regexp-unicode-property-escapes": true,
  // The bundle is the body of an async function, so await is allowed at its top level.
  "top-level-await": true,
  "import-meta": false,
};

/** What byte code cannot hold: tagged templates. Others are lowered with them, to `"…".concat(…)`. */
const inByteCode = { ...supported, "template-literal": false };

/** What esbuild may write so that every engine parses it, and what it takes as a program's. */
export const syntax = {
  format: "esm",
  platform: "neutral",
  // A package's part for browsers needs no Node; "async-io" is for one that has a part for devices.
  mainFields: ["browser", "module", "main"],
  conditions: ["async-io", "browser", "module", "production"],
  target: "es2018",
  supported,
  charset: "utf8",
  legalComments: "none",
  // What packages for bundlers take for granted.
  define: {
    "process.env.NODE_ENV": '"production"',
    "process.env": '{"NODE_ENV":"production"}',
    global: "globalThis",
  },
} satisfies BuildOptions;

/** The same for a program that becomes byte code. */
export const releaseSyntax = { ...syntax, supported: inByteCode } satisfies BuildOptions;
