/** Commands of the set-up, and what a failed one says. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import test, { type ExecutionContext } from "ava";
import { execa } from "execa";
import { type CommandOptions, runCommand } from "../../../harness/base/command.js";
import { explainFailure, explainSystemError } from "../../../harness/base/explain.js";
import type { SetupError } from "../../../harness/base/setup-error.js";
import { isRunning } from "./is-running.ts";

function options(t: ExecutionContext, more: Partial<CommandOptions> = {}): CommandOptions {
  const folder = mkdtempSync(join(tmpdir(), "aio-command-"));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return { title: "Fetching", log: join(folder, "logs", "x.log"), ...more };
}

test("a command's output is returned, logged, and passed on line by line", async (t) => {
  const lines: string[] = [];
  const given = options(t, { onLine: (line) => void lines.push(line) });
  const output = await runCommand("/bin/sh", ["-c", "echo one; echo two; printf 'half\\rwhole\\n'"], given);
  t.is(output, "one\ntwo\nhalf\rwhole\n");
  t.is(readFileSync(given.log, "utf8"), output);
  t.deepEqual(lines, ["one", "two", "half", "whole"]);
});

test("a command that fails is named with the end of its output, the advice and the log", async (t) => {
  const given = options(t, { advice: "Mend it." });
  const script = "i=0; while [ $i -lt 50 ]; do i=$((i+1)); echo line $i; done; echo broken >&2; exit 3";
  const error = await t.throwsAsync<SetupError>(runCommand("/bin/sh", ["-c", script], given));
  const lines = error?.message.split("\n") ?? [];
  t.is(lines[0], `Fetching failed: \`/bin/sh -c ${script}\` ended with 3.`);
  t.deepEqual(lines.slice(1, 21), [
    ...Array.from({ length: 19 }, (_, index) => `  | line ${index + 32}`),
    "  | broken",
  ]);
  t.deepEqual(lines.slice(21), ["Mend it.", `The whole output is in ${given.log}`]);
  t.is(error?.exitCode, 69);
});

test("a command that does not exist is an error with its name", async (t) => {
  const error = await t.throwsAsync(runCommand("/no/such/command", [], options(t)));
  t.regex(error?.message ?? "", /^Fetching failed: `\/no\/such\/command` could not be started: .*ENOENT/);
});

test("a command ends when its signal is aborted, and the reason comes out", async (t) => {
  const controller = new AbortController();
  const reason = new Error("enough");
  const given = options(t, { signal: controller.signal, onLine: () => controller.abort(reason) });
  const error = await t.throwsAsync(runCommand("/bin/sh", ["-c", "echo ready; exec sleep 600"], given));
  t.is(error, reason);
});

test("a command is not started for a signal that is aborted already", async (t) => {
  const reason = new Error("too late");
  const given = options(t, { signal: AbortSignal.abort(reason) });
  const error = await t.throwsAsync(runCommand("/bin/sh", ["-c", "exec sleep 600"], given));
  t.is(error, reason);
});

test("a log that cannot be written does not keep a command from its end, which tells of it", async (t) => {
  const error = await t.throwsAsync<SetupError>(
    runCommand("/bin/sh", ["-c", "echo one; exit 1"], { title: "Fetching", log: "/dev/full" }),
  );
  t.is(error?.code, "ENOSPC");
  t.regex(error?.message ?? "", /^Fetching failed: .*\n {2}\| one\n {2}\| ENOSPC.*\nThe disk is full/);
});

test("a full disk and a folder that is not writable are explained, any other error stays as it is", (t) => {
  const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC", syscall: "write" });
  const explained = explainSystemError(full) as SetupError;
  t.is(explained.exitCode, 73);
  t.regex(explained.message, /^ENOSPC: no space left on device, write\nThe disk is full/);
  const defect = new TypeError("EACCES is not defined");
  t.is(explainSystemError(defect), defect);
});

test("a process that exits takes its command along", async (t) => {
  const module = new URL("../../../harness/base/command.js", import.meta.url).href;
  const { log } = options(t);
  const script = `
    import { runCommand } from ${JSON.stringify(module)};
    const onLine = (line) => { console.log(line); process.exit(3); };
    await runCommand("/bin/sh", ["-c", "echo $$; exec sleep 600"], { title: "", log: ${JSON.stringify(log)}, onLine });`;
  const { exitCode, stdout } = await execa(process.execPath, ["--input-type=module", "--eval", script], {
    reject: false,
  });
  t.is(exitCode, 3);
  const pid = Number(stdout);
  t.true(pid > 1);
  while (isRunning(pid)) {
    await setImmediate();
  }
  t.false(isRunning(pid));
});

const explained = test.macro({
  exec: (t, output: string, code: string | undefined) => t.is(explainFailure(output)?.code, code),
  title: (_, output, code) => `${code ?? "no known cause"}: ${output}`,
});
test(explained, "npm error code ENOTFOUND", "ENETUNREACH");
test(explained, "npm error code EAI_AGAIN", "ENETUNREACH");
test(explained, "[6] Could not resolve hostname (Could not resolve host: index)", "ENETUNREACH");
test(explained, "warning: spurious network error (3 tries remaining)", "ENETUNREACH");
test(explained, "Failed to establish a new connection: [Errno -3] Temporary failure in name resolution", "ENETUNREACH");
test(explained, "Could not connect to proxy:3128 (10.0.0.1), connection timed out", "ENETUNREACH");
test(explained, "npm error code ENOSPC", "ENOSPC");
test(explained, "OSError: [Errno 28] No space left on device", "ENOSPC");
test(explained, "npm error code EINTEGRITY", "EILSEQ");
test(explained, "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "EILSEQ");
test(explained, "error: failed to verify the checksum of `lwip v0.4.0`", "EILSEQ");
test(explained, "npm error code EACCES", "EACCES");
test(explained, "main.c:3:1: error: unknown type name", undefined);
