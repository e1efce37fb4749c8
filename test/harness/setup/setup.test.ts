/** The whole set-up on machines of fakes. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { HarnessError } from "../../../harness/base/errors.ts";
import { diagnose } from "../../../harness/cli/doctor.ts";
import { ensureSetup } from "../../../harness/setup/index.ts";
import { Sandbox } from "./sandbox.ts";

/** A checkout with the files that the steps read. */
function machine(box: Sandbox): Sandbox {
  box.write("Cargo.toml", "[package]\n");
  box.write("Cargo.lock", "version = 4\n");
  box.write("harness/setup/requirements.txt", "");
  return box;
}

test("a tool that is missing is reported before anything is fetched", async (t) => {
  const box = machine(new Sandbox(t).withTools().without("qemu-system-arm"));
  const error = await t.throwsAsync<HarnessError>(ensureSetup(box.context({ uid: 1000 })));
  t.true(error instanceof HarnessError);
  t.is(error?.exitCode, 69);
  t.regex(error?.message ?? "", /qemu-system-arm \(runs the firmware\): not found/);
  t.deepEqual(box.said, []);
});

test("a step that fails says so as an error of the harness, and leaves no lock", async (t) => {
  const box = machine(new Sandbox(t).withTools());
  box.fake("cargo", 'case $1 in --version) echo cargo 1.96.0;; *) echo "No space left on device" >&2; exit 101;; esac');
  const error = await t.throwsAsync<HarnessError>(ensureSetup(box.context()));
  t.true(error instanceof HarnessError);
  t.is(error?.code, "ENOSPC");
  t.is(error?.exitCode, 69);
  t.regex(error?.message ?? "", /The disk is full: free some space/);
  t.deepEqual(readdirSync(join(box.root, "build")), ["logs"]);
});

test("a set-up whose signal is aborted ends its command and rejects with the signal's reason", async (t) => {
  const box = machine(new Sandbox(t).withTools());
  box.fake("cargo", "case $1 in --version) echo cargo 1.96.0;; *) echo fetching; exec sleep 600;; esac");
  const controller = new AbortController();
  const reason = new Error("enough");
  const context = box.context({ signal: controller.signal });
  const during: typeof context.progress.during = (_, work) => work(() => controller.abort(reason));
  const error = await t.throwsAsync(ensureSetup({ ...context, progress: { ...context.progress, during } }));
  t.is(error, reason);
  t.deepEqual(readdirSync(join(box.root, "build")), ["logs"]);
});

test("the doctor lists every problem, changes nothing, and has the one command for the packages", async (t) => {
  const box = machine(new Sandbox(t).withTools().without("qemu-system-arm"));
  box.answering("cmake", "cmake version 3.10.2");
  box.fake("apt-get", "exit 0");
  const { ok, diagnoses, remedy } = await diagnose(box.context());
  t.false(ok);
  const problems = diagnoses.filter(({ problem }) => problem !== undefined);
  t.deepEqual(
    problems.map(({ name, found, minimum, problem }) => [name, found, minimum, problem]),
    [
      ["qemu-system-arm", undefined, "7.2", "not found"],
      ["cmake", "3.10.2", "3.20", "too old: 3.10.2, needed is 3.20 or newer"],
      ["C sources of FreeRTOS, lwIP and QuickJS-ng (cargo vendor)", undefined, undefined, "not set up yet"],
      ["Kconfig and clang-format (pip, into build/venv)", undefined, undefined, "not set up yet"],
    ],
  );
  t.regex(remedy?.packages ?? "", /apt-get install -y --no-install-recommends qemu-system-arm cmake'/);
  t.deepEqual(box.ran, []);
});

test("a checkout requires what a build needs", async (t) => {
  const box = machine(new Sandbox(t).withTools());
  const { ok, diagnoses, ...rest } = await diagnose(box.context());
  t.false(ok);
  t.true(diagnoses.every(({ required }) => required));
  t.like(rest, { version: 1, package: { folder: box.root, kind: "checkout" } });
});

test("where something is missing, what only the tests need is asked for in the same command", async (t) => {
  const box = machine(new Sandbox(t).withTools().without("qemu-system-arm"));
  box.fake("cc", 'echo "fatal error: stdlib.h: No such file or directory" >&2; exit 1');
  const error = await t.throwsAsync(ensureSetup(box.context({ uid: 1000 })));
  t.regex(error?.message ?? "", /install -y --no-install-recommends qemu-system-arm gcc libc6-dev'/);
});
