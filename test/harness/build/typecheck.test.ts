import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { typecheck } from "../../../harness/build/index.ts";
import { root } from "../../../harness/root.ts";

async function check(
  t: ExecutionContext,
  program: string,
  files: Readonly<Record<string, string>> = {},
  pretty = false,
) {
  const cwd = await mkdtemp(join(tmpdir(), "async-io-test-"));
  t.teardown(() => rm(cwd, { recursive: true, force: true }));
  for (const [name, text] of Object.entries({ "main.ts": program, ...files })) {
    await writeFile(join(cwd, name), text);
  }
  return typecheck("main.ts", { cwd, pretty });
}

test("a program without mistakes passes in silence", async (t) => {
  const program = 'import { Timer } from "async-io-ts"; const at: number = await Timer.after(1); console.log(at);';
  t.deepEqual(await check(t, program), { ok: true, output: "" });
});

test("a mistake is shown as tsc shows it", async (t) => {
  const { ok, output } = await check(t, 'const x: number = "text";\nconsole.log(x);\n');
  t.false(ok);
  t.is(output, "main.ts(1,7): error TS2322: Type 'string' is not assignable to type 'number'.\n");
});

test("on a terminal, a mistake is shown with its line, in colour", async (t) => {
  const { output } = await check(t, 'const x: number = "text";\nconsole.log(x);\n', {}, true);
  t.true(output.includes("\u001b["));
  t.true(output.includes('const x: number = "text";'));
});

for (const name of ["document", "process", "Buffer", "fetch", "require"]) {
  test(`a device has no ${name}`, async (t) => {
    t.regex((await check(t, `console.log(${name});`)).output, new RegExp(`Cannot find name '${name}'`));
  });
}

test("the nearest tsconfig.json counts", async (t) => {
  const lenient = `{ "extends": ${JSON.stringify(join(root, "ts-runtime/tsconfig.device.json"))}, "compilerOptions": { "strict": false } }`;
  const program = "export function f(x) { return x; }";
  t.true((await check(t, program, { "tsconfig.json": lenient })).ok);
  t.regex((await check(t, program)).output, /TS7006/);
});

test("a project extends the configuration of the installed package", async (t) => {
  const cwd = await mkdtemp(join(tmpdir(), "async-io-test-"));
  t.teardown(() => rm(cwd, { recursive: true, force: true }));
  await mkdir(join(cwd, "node_modules"));
  await symlink(root, join(cwd, "node_modules", "async-io-ts"));
  await writeFile(join(cwd, "tsconfig.json"), '{ "extends": "async-io-ts/ts-runtime/tsconfig.device.json" }');
  await writeFile(join(cwd, "main.ts"), 'import { sleep } from "async-io-ts";\nawait sleep("1");\n');
  const { output } = await typecheck("main.ts", { cwd });
  t.regex(output, /^main\.ts\(2,13\): error TS2345: .*\n$/);
});

test("other files beside the program are not checked", async (t) => {
  t.true((await check(t, "console.log(1);", { "broken.ts": 'const x: number = "text";' })).ok);
});

test("a mistake that was mended is gone the next time, and one that stays is told of again", async (t) => {
  const cwd = await mkdtemp(join(tmpdir(), "async-io-test-"));
  t.teardown(() => rm(cwd, { recursive: true, force: true }));
  const outcomes: boolean[] = [];
  for (const value of ['"text"', '"text"', "1", '"text"']) {
    await writeFile(join(cwd, "main.ts"), `const x: number = ${value};\nconsole.log(x);\n`);
    outcomes.push((await typecheck("main.ts", { cwd })).ok);
  }
  t.deepEqual(outcomes, [false, false, true, false]);
});

test("a check that is aborted rejects with the reason", async (t) => {
  const cwd = await mkdtemp(join(tmpdir(), "async-io-test-"));
  t.teardown(() => rm(cwd, { recursive: true, force: true }));
  await writeFile(join(cwd, "main.ts"), "console.log(1);");
  const signal = AbortSignal.abort(new Error("enough"));
  await t.throwsAsync(typecheck("main.ts", { cwd, signal }), { message: "enough" });
});
