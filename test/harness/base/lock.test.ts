/** The lock that keeps two set-ups apart. */

import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import test, { type ExecutionContext } from "ava";
import { execa } from "execa";
import { withLock } from "../../../harness/base/lock.js";
import type { SetupError } from "../../../harness/base/setup-error.js";

const module = new URL("../../../harness/base/lock.js", import.meta.url).href;

function folder(t: ExecutionContext): string {
  const path = mkdtempSync(join(tmpdir(), "aio-lock-"));
  t.teardown(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** A process that runs code with `withLock` and `lock`, the lock's path, in scope. */
function locker(lock: string, code: string) {
  const script = `import { withLock } from ${JSON.stringify(module)}; const lock = ${JSON.stringify(lock)}; ${code}`;
  return execa(process.execPath, ["--input-type=module", "--eval", script], { reject: false, stdin: "pipe" });
}

/** The fields of /proc/PID/stat behind the command's name: the state, and 19 further the start. */
function statOf(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

test("the second waits until the first is done, and says for whom", async (t) => {
  const lock = join(folder(t), "lock");
  const events: string[] = [];
  let second: Promise<void> | undefined;
  await withLock(lock, {}, async () => {
    await new Promise<void>((resolve) => {
      const onWait = (line: string) => {
        events.push(line);
        resolve();
      };
      second = withLock(lock, { onWait }, async () => void events.push("second"));
    });
    events.push("first");
  });
  await second;
  const line = `Waiting for process ${process.pid}, which is doing the same … (its lock: ${lock})`;
  t.deepEqual(events, [line, "first", "second"]);
  t.deepEqual(readdirSync(join(lock, "..")), []);
});

test("six processes never hold it at once", async (t) => {
  const path = folder(t);
  const counter = join(path, "counter");
  writeFileSync(counter, "0");
  const code = `
    import { readFileSync, writeFileSync } from "node:fs";
    for (let round = 0; round < 5; round++) {
      await withLock(lock, {}, async () => {
        const value = Number(readFileSync(${JSON.stringify(counter)}, "utf8"));
        await new Promise((resolve) => setTimeout(resolve));
        writeFileSync(${JSON.stringify(counter)}, String(value + 1));
      });
    }`;
  const results = await Promise.all(Array.from({ length: 6 }, () => locker(join(path, "lock"), code)));
  t.deepEqual(
    results.map(({ exitCode, stderr }) => [exitCode, stderr]),
    results.map(() => [0, ""]),
  );
  t.is(readFileSync(counter, "utf8"), "30");
});

test("an owner that was killed has lost it", async (t) => {
  const lock = join(folder(t), "lock");
  const owner = locker(
    lock,
    `await withLock(lock, {}, () => { console.log("mine"); return new Promise(() => setInterval(() => {}, 1000)); });`,
  );
  await new Promise((resolve) => owner.stdout?.once("data", resolve));
  owner.kill("SIGKILL");
  await owner;
  t.deepEqual(readdirSync(join(lock, "..")), ["lock"]);
  await withLock(lock, {}, async () => t.pass());
  t.deepEqual(readdirSync(join(lock, "..")), []);
});

test("an owner that has ended and was not yet reaped has lost it", async (t) => {
  const lock = join(folder(t), "lock");
  // The parent never asks for its child's end, so the child stays as a zombie.
  const script =
    "import subprocess, time; child = subprocess.Popen(['true']); print(child.pid, flush=True); time.sleep(600)";
  const parent = execa("python3", ["-c", script], { reject: false });
  t.teardown(() => parent.kill());
  const [line] = await once(parent.stdout as NodeJS.ReadableStream, "data");
  const pid = Number(line);
  let fields = statOf(pid);
  while (fields[0] !== "Z") {
    await setImmediate();
    fields = statOf(pid);
  }
  writeFileSync(lock, JSON.stringify({ pid, started: fields[19] }));
  await withLock(lock, { onWait: t.fail }, async () => t.pass());
});

test("an owner whose number another process has by now has lost it", async (t) => {
  const lock = join(folder(t), "lock");
  writeFileSync(lock, JSON.stringify({ pid: process.pid, started: "1" }));
  await withLock(lock, { onWait: t.fail }, async () => t.pass());
});

test("it is free after work that failed, and after process.exit()", async (t) => {
  const lock = join(folder(t), "lock");
  await t.throwsAsync(
    withLock(lock, {}, () => Promise.reject(new Error("work"))),
    { message: "work" },
  );
  t.deepEqual(readdirSync(join(lock, "..")), []);
  const { exitCode } = await locker(lock, "await withLock(lock, {}, () => process.exit(3));");
  t.is(exitCode, 3);
  t.deepEqual(readdirSync(join(lock, "..")), []);
});

test("who waits can give up", async (t) => {
  const lock = join(folder(t), "lock");
  const controller = new AbortController();
  await withLock(lock, {}, async () => {
    const waiting = withLock(lock, { onWait: () => controller.abort(), signal: controller.signal }, async () =>
      t.fail(),
    );
    await t.throwsAsync(waiting, { name: "AbortError" });
  });
  t.deepEqual(readdirSync(join(lock, "..")), []);
});

test("a folder that cannot be written is named, with what to do", async (t) => {
  const file = join(folder(t), "file");
  writeFileSync(file, "");
  const error = await t.throwsAsync<SetupError>(withLock(join(file, "build", "lock"), {}, async () => t.fail()));
  t.is(error?.exitCode, 73);
  t.true(error?.message.includes(file), error?.message);
  t.regex(error?.message ?? "", /is not writable for you: see the path above/);
});
