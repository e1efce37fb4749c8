/** The doc comments, as TypeDoc reads them. */
import { fileURLToPath } from "node:url";
import test from "ava";
import { parts, runTypeDoc } from "../../tools/commands/api-reference.ts";

for (const part of parts) {
  test(`everything that a ${part}'s programs import has a doc comment, and so has each public member`, async (t) => {
    const { output, isComplete } = await runTypeDoc(part, ["--emit", "none"]);
    t.is(output, "");
    t.true(isComplete);
  });
}

test("an export and a member without a comment are told", async (t) => {
  const file = fileURLToPath(new URL("fixtures/undocumented.ts", import.meta.url));
  const tsconfig = fileURLToPath(new URL("fixtures/tsconfig.json", import.meta.url));
  const { output, isComplete } = await runTypeDoc("shared", [
    ...["--entryPoints", file, "--tsconfig", tsconfig, "--emit", "none"],
  ]);
  t.false(isComplete);
  for (const name of ["bare", "Documented.member", "Documented.method"]) {
    t.regex(output, new RegExp(`\\b${name} \\(\\w+\\), defined in .*, does not have any documentation`));
  }
  t.notRegex(output, /\b(told|hidden) /);
});
