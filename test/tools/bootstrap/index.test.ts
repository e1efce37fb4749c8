/** The entry of every command: Node's version, and names of commands. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { execa } from "execa";
import { root } from "../../../harness/base/paths.js";

const entry = join(root, "tools", "bootstrap", "index.js");

/** Runs the entry in a Node that calls itself by another version. */
function runAs(version: string, ...args: string[]) {
  const disguise = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "${version}" } })`;
  const preload = `data:text/javascript,${encodeURIComponent(disguise)}`;
  return execa(process.execPath, ["--import", preload, entry, ...args], { reject: false });
}

for (const version of ["12.22.12", "18.20.8", "20.18.3"]) {
  test(`Node ${version} is refused with what is needed and how to get it`, async (t) => {
    const { exitCode, stderr } = await runAs(version, "no-such-command");
    t.is(exitCode, 69);
    t.is(
      stderr,
      `async-io-ts needs Node 20.19 or newer; this is Node ${version} (${process.execPath}).\n` +
        "Install Node 20 or newer (your system's packages, nvm, fnm or Volta have it), then run the command again.",
    );
  });
}

for (const version of ["20.19.0", "22.1.0"]) {
  test(`Node ${version} will do; a command that does not exist is named with those that do`, async (t) => {
    const { exitCode, stderr } = await runAs(version, "no-such-command");
    t.not(exitCode, 0);
    t.regex(stderr, /There is no command "no-such-command"; there are prepack, setup, start/);
  });
}

test("package.json asks for the same Node", (t) => {
  t.is(JSON.parse(readFileSync(join(root, "package.json"), "utf8")).engines.node, ">=20.19");
});

test("every script of package.json that goes through the bootstrap names a command it has", async (t) => {
  const scripts: string[] = Object.values(JSON.parse(readFileSync(join(root, "package.json"), "utf8")).scripts);
  const names = scripts.map((script) => /^node tools\/bootstrap\/index\.js (\S+)/.exec(script)?.[1]);
  const { stderr } = await runAs("20.19.0", "?");
  const [, known = ""] = /there are (.*)\./.exec(stderr) ?? [];
  t.deepEqual(
    names.filter((name) => !known.split(", ").includes(name ?? "")),
    [],
  );
});
