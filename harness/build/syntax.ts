import type { BuildOptions } from "esbuild";

/** Newer syntax that QuickJS-ng 0.16 and JerryScript 3.0 both parse; `?.` is not in it. See docs/engines.md. */
const supported = {
  bigint: true,
  "class-field": true,
  "class-private-accessor": true,
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
  // The bundle is the body of an async function, so await is allowed at its top level.
  "top-level-await": true,
  "import-meta": false,
  // JerryScript has none of these: as a literal one would keep the whole program from being parsed, so it becomes a call of RegExp.
  "regexp-lookbehind-assertions": false,
  "regexp-named-capture-groups": false,
  "regexp-unicode-property-escapes": false,
};

/** What esbuild may write so that every engine parses it, and what it takes as a program's. */
export const syntax = {
  format: "esm",
  platform: "neutral",
  mainFields: ["module", "main"],
  conditions: ["async-io"],
  target: "es2018",
  supported,
  // Fields become assignments in the constructor: cheaper than definitions, and what tsconfig.device.json says.
  tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
  charset: "utf8",
  legalComments: "none",
  define: { "process.env.NODE_ENV": '"production"' },
} satisfies BuildOptions;
