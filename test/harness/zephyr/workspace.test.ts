import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import test from "ava";
import { findWorkspace, lookForModule, lookForWorkspace, requireModule } from "../../../harness/zephyr/index.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const folder = temporaryFolder("async-io-ts-workspace-");

function write(path: string, text = ""): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** A workspace that has no more than what tells it from other folders. */
function workspace(name: string, { version = "3.7.1", base = "zephyr" } = {}): string {
  const topdir = join(folder, name);
  const [major, minor, patch] = version.split(".");
  write(join(topdir, ".west", "config"), `[manifest]\npath = app\nfile = west.yml\n\n[zephyr]\nbase = ${base}\n`);
  write(join(topdir, base, "VERSION"), `VERSION_MAJOR = ${major}\nVERSION_MINOR = ${minor}\nPATCHLEVEL = ${patch}\n`);
  write(join(topdir, base, "Kconfig.zephyr"));
  return topdir;
}

test("--workspace comes before ZEPHYR_BASE, and that before the folder's own", (t) => {
  const [named, based, around] = ["named", "based", "around"].map((name) => workspace(name));
  const cwd = join(around ?? "", "app", "src");
  mkdirSync(cwd, { recursive: true });
  const env = { ZEPHYR_BASE: join(based ?? "", "zephyr") };
  t.like(findWorkspace({ workspace: named, env, cwd }), { topdir: named, version: "3.7.1" });
  t.like(findWorkspace({ env, cwd }), { topdir: based, zephyrBase: env.ZEPHYR_BASE });
  t.like(findWorkspace({ env: {}, cwd }), { topdir: around });
});

test("a workspace is known by any folder in it, and Zephyr's place is what .west/config says", (t) => {
  const topdir = workspace("elsewhere", { base: "deps/zephyr" });
  const zephyrBase = join(topdir, "deps", "zephyr");
  for (const given of [topdir, join(topdir, ".west"), zephyrBase]) {
    t.like(findWorkspace({ workspace: given, env: {} }), { topdir, zephyrBase });
  }
});

test("a relative --workspace or ZEPHYR_BASE starts at the current folder", (t) => {
  const topdir = workspace("relative");
  t.is(findWorkspace({ workspace: "relative", env: {}, cwd: folder }).topdir, topdir);
  t.is(findWorkspace({ env: { ZEPHYR_BASE: "relative/zephyr" }, cwd: folder }).topdir, topdir);
});

test("a Zephyr of another version is refused with both versions", (t) => {
  const topdir = workspace("newer", { version: "4.1.0" });
  t.throws(() => findWorkspace({ workspace: topdir, env: {} }), {
    code: "ENOTSUP",
    message: /newer has Zephyr 4\.1\.0, and this firmware is written for Zephyr 3\.7; .*`.*setup --zephyr` makes one/,
  });
});

test("a workspace that was not updated, and a folder that is none, each say what to do", (t) => {
  const topdir = workspace("empty");
  rmSync(join(topdir, "zephyr"), { recursive: true });
  t.throws(() => findWorkspace({ workspace: topdir, env: {} }), { code: "ENOENT", message: /run `west update`/ });
  t.throws(() => findWorkspace({ workspace: folder, env: {} }), {
    code: "ENOENT",
    message: /is in no west workspace.*`.*setup --zephyr` makes one/,
  });
  t.throws(() => findWorkspace({ env: { ZEPHYR_BASE: join(folder, "gone") } }), {
    code: "ENOENT",
    message: /^ZEPHYR_BASE=.*gone leads to no Zephyr/,
  });
});

test("no workspace anywhere is an error only for who needs one", (t) => {
  const query = { env: {}, cwd: folder };
  t.is(lookForWorkspace(query), undefined);
  t.throws(() => findWorkspace(query), {
    code: "ENOENT",
    message: /needs a west workspace.*`.*setup --zephyr` makes one/,
  });
});

test("a module is found where west.yml or Zephyr's habits put it, and a missing one is named with its purpose", (t) => {
  const topdir = workspace("modules");
  const found = findWorkspace({ workspace: topdir, env: {} });
  write(join(topdir, "modules", "lang", "jerryscript", "jerry-core", "include", "jerryscript.h"));
  t.is(lookForModule(found, "jerryscript"), join(topdir, "modules", "lang", "jerryscript"));
  t.throws(() => requireModule(found, "hal_stm32", "the board nucleo_f767zi"), {
    code: "ENOENT",
    message: /^the board nucleo_f767zi needs the module hal_stm32, .* then run `west update`$/,
  });
});
