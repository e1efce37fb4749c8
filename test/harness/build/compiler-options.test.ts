import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { root } from "../../../harness/base/paths.js";
import { bundle } from "../../../harness/build/index.ts";

const device = join(root, "ts-runtime", "tsconfig.device.json");

/** Bundles `main.ts` with these options of a tsconfig.json that extends the device's. */
async function bundleWith(
  t: ExecutionContext,
  options: object | string,
  files: Readonly<Record<string, string>>,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "async-io-test-"));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  const tsconfig =
    typeof options === "string" ? options : JSON.stringify({ extends: device, compilerOptions: options });
  for (const [name, text] of Object.entries({ "tsconfig.json": tsconfig, ...files })) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return (await bundle(files["main.tsx"] === undefined ? "main.ts" : "main.tsx", { cwd: folder, minify: false })).code;
}

/** The program's own part of a bundle: what is behind its first line that is kept. */
function own(code: string): string {
  return code.slice(code.indexOf("// main.ts"));
}

test("paths are obeyed, whichever file of a chain sets them", async (t) => {
  const files = {
    "main.ts": 'import { one } from "@lib/one.ts"; console.log(one);',
    "lib/one.ts": "export const one = 1;",
    "base/paths.json": '{ "compilerOptions": { "paths": { "@lib/*": ["../lib/*"] } } }',
    "node_modules/shared/package.json": '{ "name": "shared" }',
    "node_modules/shared/tsconfig.json": '{ "extends": "./more" }',
    "node_modules/shared/more.json": '{ "compilerOptions": { "paths": { "@lib/*": ["../../lib/*"] } } }',
  };
  for (const extended of [
    [device, "./base/paths"],
    [device, "./base/paths.json"],
    "./base/paths.json",
    [device, "shared"],
  ]) {
    t.regex(await bundleWith(t, JSON.stringify({ extends: extended }), files), /one = 1/, JSON.stringify(extended));
  }
});

test("baseUrl is obeyed", async (t) => {
  const files = { "main.ts": 'import { one } from "one"; console.log(one);', "lib/one.ts": "export const one = 1;" };
  t.regex(await bundleWith(t, { baseUrl: "./lib" }, files), /one = 1/);
});

test("decorators are those that the type check means", async (t) => {
  const files = { "main.ts": "const d: any = () => {}; class A { @d m() {} } console.log(A);" };
  t.regex(
    own(await bundleWith(t, { experimentalDecorators: true }, files)),
    /__decorateClass\(\[\s*d\s*\], A.prototype, "m", 1\)/,
  );
  t.regex(own(await bundleWith(t, {}, files)), /__decorateElement\(_init, 1, "m"/);
});

test("fields are assigned or defined, as the type check means, and those of the runtime are assigned", async (t) => {
  const files = {
    "main.ts": 'import { Timer } from "async-io-ts"; class A { field; other = 1; } console.log(A, Timer.never());',
  };
  const assigned = await bundleWith(t, {}, files);
  const defined = await bundleWith(t, { useDefineForClassFields: true }, files);
  t.regex(own(assigned), /constructor\(\) \{\s*this\.other = 1;/);
  t.regex(own(defined), /field;\s*other = 1;/);
  const runtime = (code: string) => code.slice(0, code.indexOf("// main.ts"));
  t.is(runtime(defined), runtime(assigned));
  const byTarget = (target: string) => bundleWith(t, JSON.stringify({ compilerOptions: { target } }), files);
  t.regex(own(await byTarget("es2022")), /field;\s*other = 1;/);
  t.regex(own(await byTarget("es2021")), /this\.other = 1;/);
});

test("verbatimModuleSyntax is obeyed", async (t) => {
  const files = {
    "main.ts": 'import { unused } from "./effect.ts"; console.log("main");',
    "effect.ts": 'console.log("effect"); export const unused = 1;',
  };
  t.regex(await bundleWith(t, { verbatimModuleSyntax: true }, files), /effect/);
  t.notRegex(await bundleWith(t, {}, files), /effect/);
});

test("JSX becomes what the type check means", async (t) => {
  const files = {
    "main.tsx": "export const h = (name: string) => name; const Fragment = 1; console.log(<><p>x</p></>);",
    "node_modules/own/package.json": '{ "name": "own" }',
    "node_modules/own/jsx-runtime.js": "export const jsx = (name) => name; export const Fragment = 2;",
  };
  t.regex(
    await bundleWith(t, { jsx: "react", jsxFactory: "h", jsxFragmentFactory: "Fragment" }, files),
    /h\(Fragment, null, [^)]*h\("p", null, "x"\)\)/,
  );
  t.regex(
    await bundleWith(t, { jsx: "react-jsx", jsxImportSource: "own" }, files),
    /jsx\(Fragment\d*, \{ children: [^)]*jsx\("p", \{ children: "x" \}\)/,
  );
});

test("customConditions choose among a package's exports", async (t) => {
  const files = {
    "main.ts": 'import which from "one"; console.log(which);',
    "node_modules/one/package.json": '{ "exports": { "mine": "./mine.js", "default": "./other.js" } }',
    "node_modules/one/mine.js": 'export default "mine";',
    "node_modules/one/other.js": 'export default "other";',
  };
  t.regex(await bundleWith(t, { customConditions: ["mine"] }, files), /"mine"/);
  t.regex(await bundleWith(t, {}, files), /"other"/);
});

const refused = test.macro({
  async exec(t, options: object | string, message: string | RegExp) {
    const error = await t.throwsAsync(bundleWith(t, options, { "main.ts": "console.log(1);" }), {
      name: "UsageError",
      code: "ENOTSUP",
      message,
    });
    t.like(error, { exitCode: 64 });
  },
  title: (name) => `an option that a bundle cannot obey is refused: ${name}`,
});

test(
  "emitDecoratorMetadata, with its place",
  refused,
  '{\n  // metadata\n  "compilerOptions": {\n    "emitDecoratorMetadata": true\n  }\n}',
  /^tsconfig\.json:4:5: emitDecoratorMetadata cannot be obeyed: a bundle has no types at run time/,
);
test(
  "jsx",
  refused,
  { jsx: "preserve" },
  /^tsconfig\.json:1:\d+: jsx cannot be obeyed: no engine reads JSX; set it to "react-jsx" or "react"$/,
);
test("rootDirs", refused, { rootDirs: ["a", "b"] }, /rootDirs cannot be obeyed/);
test("moduleSuffixes", refused, { moduleSuffixes: [".device", ""] }, /moduleSuffixes cannot be obeyed/);
test("resolvePackageJsonExports", refused, { resolvePackageJsonExports: false }, /resolvePackageJsonExports cannot/);
test("resolvePackageJsonImports", refused, { resolvePackageJsonImports: false }, /resolvePackageJsonImports cannot/);
test("transformers", refused, { plugins: [{ name: "editor" }, { transform: "typia" }] }, /plugins cannot be obeyed/);
test("reactNamespace", refused, { reactNamespace: "h" }, /reactNamespace cannot be obeyed/);
test(
  "several, in a line each",
  refused,
  { rootDirs: ["a"], emitDecoratorMetadata: true },
  /^tsconfig.*emitDecoratorMetadata.*\ntsconfig.*rootDirs.*$/,
);

test("an option that a bundle cannot obey is told with the file that sets it", async (t) => {
  const files = { "main.ts": "console.log(1);", "shared/base.json": '{ "compilerOptions": {\n  "rootDirs": ["a"] } }' };
  const options = JSON.stringify({ extends: [device, "./shared/base.json"] });
  await t.throwsAsync(bundleWith(t, options, files), { message: /^shared\/base\.json:2:3: rootDirs/ });
});

test("an editor's plugins, and options of output, are nothing to a bundle", async (t) => {
  const options = { plugins: [{ name: "x" }], rootDir: "src", outDir: "dist", declaration: true, jsx: "react-jsx" };
  t.regex(await bundleWith(t, options, { "main.ts": "console.log(1);" }), /console/);
});
