/** Where the cache is, and what is in it. */

import { EventEmitter, once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import test, { type ExecutionContext } from "ava";
import { type CachePlace, findCache } from "../../../harness/base/cache.ts";
import { withLock } from "../../../harness/base/lock.js";
import { listCache } from "../../../harness/build/cache-contents.ts";
import { readNote, storeEntry, useEntry } from "../../../harness/build/entries.ts";
import { Workspace } from "../support/command.ts";

const place = test.macro<[given: CachePlace, expected: string]>({
  exec: (t, given, expected) => t.is(findCache({ home: "/home/me", platform: "linux", env: {}, ...given }), expected),
  title: (what) => `the cache is found: ${what}`,
});
test("in ~/.cache", place, {}, "/home/me/.cache/async-io-ts");
test("in XDG_CACHE_HOME", place, { env: { XDG_CACHE_HOME: "/x" } }, "/x/async-io-ts");
test("not in a relative XDG_CACHE_HOME", place, { env: { XDG_CACHE_HOME: "x" } }, "/home/me/.cache/async-io-ts");
test("on macOS", place, { platform: "darwin" }, "/home/me/Library/Caches/async-io-ts");
test("on Windows", place, { platform: "win32", env: { LOCALAPPDATA: "/l" } }, "/l/async-io-ts");
test("where AIO_CACHE says", place, { env: { AIO_CACHE: "/a/b", XDG_CACHE_HOME: "/x" } }, "/a/b");
test("where AIO_CACHE says from here", place, { env: { AIO_CACHE: "b" } }, resolve("b"));

function temporary(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), "async-io-test-"));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test("an entry has the files that are there, and appears whole; the first one stays", async (t) => {
  const folder = temporary(t);
  const from = join(folder, "from");
  mkdirSync(join(from, "zephyr"), { recursive: true });
  writeFileSync(join(from, "zephyr", "zephyr.elf"), "first");
  const entry = join(folder, "firmware", "abc");
  t.false(await useEntry(entry));
  await storeEntry(entry, "the first", from, ["zephyr/zephyr.elf", "zephyr/zephyr.hex"]);
  t.true(await useEntry(entry));
  t.deepEqual(readdirSync(entry, { recursive: true }).sort(), ["entry.json", "zephyr", "zephyr/zephyr.elf"]);
  writeFileSync(join(from, "zephyr", "zephyr.elf"), "second");
  await storeEntry(entry, "the second", from, ["zephyr/zephyr.elf"]);
  t.is(await readNote(entry), "the first");
  t.is(readFileSync(join(entry, "zephyr", "zephyr.elf"), "utf8"), "first");
  t.deepEqual(readdirSync(join(folder, "firmware")), ["abc"], "nothing half-made is left");
});

test("what is kept is listed by kind, with size and time", async (t) => {
  const folder = temporary(t);
  const write = (path: string, text: string) => {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write("firmware/abc/entry.json", '{"what":"a board"}\n');
  write("firmware/abc/host/snapshot", "12345");
  write("engines/0123456789/libengine.a", "123");
  write("setup/0.1.0/vendor/lwip/a.c", "1234");
  write("typecheck/a.json", "12");
  write("locks/abc", "not listed");
  const entries = await listCache(folder);
  t.deepEqual(entries.map(({ kind, what, bytes }) => [kind, what, bytes]).sort(), [
    ["engine", "01234567", 3],
    ["firmware", "a board", 24],
    ["set-up", "C sources, Kconfig and logs of version 0.1.0", 4],
    ["type checks", "what tsc knows of your programs", 2],
  ]);
  t.true(entries.every(({ used }) => Date.now() - used.getTime() < 60_000));
});

test("a folder that is not there holds nothing", async (t) => {
  t.deepEqual(await listCache(join(temporary(t), "nothing")), []);
});

test.serial("the command shows the cache, and clears it when those who make something have done so", async (t) => {
  const workspace = new Workspace();
  const cache = join(workspace.folder, "cache");
  const made = join(cache, "firmware", "abc");
  workspace.write("cache/firmware/abc/entry.json", '{"what":"a board"}\n');
  const start = (...args: readonly string[]) => workspace.start(["cache", ...args], { AIO_CACHE: cache });
  const command = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await start(...args).ended;
    t.is(code, 0, stderr);
    return stdout;
  };
  t.regex(
    await command(),
    /^.*cache\n\n +size +last used\nfirmware: a board +0\.0 MB +\d{4}-\d\d-\d\d \d\d:\d\d\ntotal +0\.0 MB\n$/,
  );
  const { path, bytes } = JSON.parse(await command("--json"));
  t.deepEqual([path, bytes], [cache, 19]);
  const clearing = await withLock(join(cache, "locks", "abc"), {}, async () => {
    const running = start("--clear");
    const [line] = await once(running.child.stderr ?? new EventEmitter(), "data");
    t.regex(String(line), /^async-io: Waiting for process \d+/);
    t.true(existsSync(made));
    return running;
  });
  t.is((await clearing.ended).stdout, `0.0 MB removed from ${cache}\n`);
  t.false(existsSync(made));
  t.is(await command(), `${cache} is empty\n`);
});
