import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { ownCommand, setUpCommand } from "../../../harness/base/own-command.ts";
import { howToMakeWorkspace } from "../../../harness/zephyr/index.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const folder = temporaryFolder("aio-own-");

/** A package in a place, with its command linked into folders. */
function install(place: string, ...bins: string[]): string {
  const root = join(folder, place);
  mkdirSync(join(root, "bin"), { recursive: true });
  writeFileSync(join(root, "bin", "async-io.js"), "");
  chmodSync(join(root, "bin", "async-io.js"), 0o755);
  for (const bin of bins) {
    mkdirSync(join(folder, bin), { recursive: true });
    symlinkSync(join(root, "bin", "async-io.js"), join(folder, bin, "async-io"));
  }
  return root;
}

test("in a checkout the commands are its scripts", (t) => {
  const root = install("checkout");
  t.is(ownCommand("run a.ts", { cwd: root, root, path: "" }), "npm run -s async-io -- run a.ts");
  t.is(setUpCommand({ cwd: root, root, path: "" }), "npm run setup");
  t.is(howToMakeWorkspace(root, root), "`npm run -s async-io -- setup --zephyr` makes one (docs/zephyr.md)");
});

test("in a project they are npx's, also where npm has put the project's commands on PATH", (t) => {
  const root = install("project/node_modules/async-io-ts", "project/node_modules/.bin");
  const caller = { cwd: join(folder, "project"), root, path: join(folder, "project/node_modules/.bin") };
  t.is(ownCommand("doctor", caller), "npx async-io doctor");
  t.is(setUpCommand(caller), "npx async-io build");
  const linked = { ...caller, root: install("linked") };
  t.is(setUpCommand(linked), "npx async-io build", "a checkout that is linked there");
});

test("where the command is on PATH, as in the image, it is called by its name", (t) => {
  const root = install("opt/async-io-ts", "usr/bin");
  const caller = { cwd: join(folder, "elsewhere"), root, path: join(folder, "usr/bin") };
  t.is(ownCommand("run a.ts", caller), "async-io run a.ts");
  t.is(setUpCommand(caller), "async-io build");
  t.is(
    ownCommand("run", { ...caller, root: install("other") }),
    "npx async-io run",
    "another one of that name is not it",
  );
});

test("a project makes a workspace by the command that it has", (t) => {
  const root = install("user/node_modules/async-io-ts");
  t.is(howToMakeWorkspace(root, join(folder, "user")), "`npx async-io setup --zephyr` makes one (docs/zephyr.md)");
});
