import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { findOrigin } from "../../../harness/new/origin.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const folder = temporaryFolder("aio-origin-");
let serial = 0;

/** A folder into which npm has installed the package, and what npm wrote of that. */
function installed(record?: object): { project: string; root: string } {
  const project = join(folder, String(serial++));
  const root = join(project, "node_modules", "async-io-ts");
  mkdirSync(root, { recursive: true });
  if (record !== undefined) {
    const packages = { "node_modules/async-io-ts": record };
    writeFileSync(join(project, "node_modules", ".package-lock.json"), JSON.stringify({ packages }));
  }
  return { project, root };
}

const asks: string[] = [];
const find = (root: string, published = false) =>
  findOrigin({
    root,
    name: "async-io-ts",
    version: "1.2.3",
    isPublished: async (spec) => {
      asks.push(spec);
      return published;
    },
  });

test("a tarball that npm installed is what the project installs, by its whole path", async (t) => {
  const { project, root } = installed({ version: "1.2.3", resolved: "file:../the packed.tgz" });
  writeFileSync(join(project, "..", "the packed.tgz"), "");
  const { dependency, note } = await find(root);
  t.is(dependency, `file:${join(folder, "the packed.tgz")}`);
  t.regex(String(note), /copy it into the project: npm install --save-dev '\.\/the packed\.tgz'/);
});

test("what the registry has is its version's range", async (t) => {
  const address = "https://registry.example/npm/async-io-ts/-/async-io-ts-1.2.3.tgz";
  for (const record of [{ resolved: address }, { version: "1.2.3" }]) {
    t.deepEqual(await find(installed(record).root), { dependency: "^1.2.3", note: undefined });
  }
});

test("another address is named as npm recorded it", async (t) => {
  for (const resolved of ["git+ssh://git@example.org/a/async-io-ts.git#0123abc", "https://example.org/async.tgz"]) {
    const { dependency, note } = await find(installed({ resolved }).root);
    t.is(dependency, resolved);
    t.true(note?.includes(resolved));
  }
});

test("a checkout is linked", async (t) => {
  const root = join(folder, "checkout");
  const { dependency, note } = await find(root);
  t.is(dependency, `file:${root}`);
  t.regex(String(note), /a link to this checkout/);
});

test.serial("where npm recorded nothing, as with a global install, the registry is asked", async (t) => {
  const { root } = installed();
  t.is((await find(root, true)).dependency, "^1.2.3");
  t.is((await find(root, false)).dependency, `file:${root}`);
  t.deepEqual(asks.splice(0), ["async-io-ts@1.2.3", "async-io-ts@1.2.3"]);
});

test.serial("a tarball that is gone is not named", async (t) => {
  const { root } = installed({ resolved: "file:../gone.tgz" });
  const { dependency, note } = await find(root);
  t.is(dependency, `file:${root}`);
  t.regex(String(note), /a link to the installed package/);
  t.deepEqual(asks.splice(0), ["async-io-ts@1.2.3"]);
});
