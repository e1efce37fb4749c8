/** Every way in which a program ends, seen from the host. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { boot } from "../../harness/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { bootProgram, hasPositions } from "./program.ts";

test("an uncaught exception prints its stack in TypeScript positions and ends with code 1", async (t) => {
  await using device = await bootProgram("throws");
  const { code, reason } = await device.exit;
  t.is(code, 1);
  t.is(reason, "program");
  t.regex(device.output, /^before$/m);
  t.regex(device.output, /Uncaught TypeError: no good: 42/);
  if (hasPositions) {
    t.regex(device.output, /inner \(.*throws\.ts:3:\d+\)/);
    t.regex(device.output, /outer \(.*throws\.ts:7:\d+\)/);
  } else {
    t.regex(device.output, /42\n {4}at inner\n {4}at outer\n/);
  }
  t.notRegex(device.output, /app\.js:/);
});

test("an unhandled rejection prints its stack and ends with code 1, a handled one does not", async (t) => {
  await using device = await bootProgram("rejects");
  const { code } = await device.exit;
  t.is(code, 1);
  t.regex(device.output, /caught: handled in time/);
  t.regex(device.output, /Uncaught \(in promise\) RangeError: nobody is listening/);
  t.regex(device.output, hasPositions ? /rejects\.ts:9:\d+/ : /listening\n {4}at background\n/);
  t.notRegex(device.output, /never printed/);
});

test("an AggregateError that nobody handles is printed with the errors that it stands for", async (t) => {
  await using device = await bootProgram("rejects-any");
  t.deepEqual(await device.exit, { code: 1, reason: "program" });
  t.regex(device.output, /^Uncaught .*AggregateError/m);
  t.regex(device.output, /^One of its errors: Error: the first$/m);
  t.regex(device.output, /^One of its errors: RangeError: the second$/m);
});

test("out of memory ends with a message that names the option, and code 1", async (t) => {
  await using device = await bootProgram("out-of-memory");
  const { code, reason } = await device.exit;
  t.is(code, 1);
  t.is(reason, "program");
  t.regex(device.output, /out of memory.*CONFIG_AIO_JS_HEAP_SIZE/s);
});

test("a program that has no room in the heap ends with the same message", async (t) => {
  const functions = Array.from({ length: 16_000 }, (_, n) => `(a, b) => [a + ${n}.5, b.c${n}, "text ${n}"],`);
  const file = join(temporaryFolder("async-io-ts-endings-"), "large.js");
  writeFileSync(file, `console.log([\n${functions.join("\n")}\n].length);`);
  await using device = await boot(file);
  t.deepEqual(await device.exit, { code: 1, reason: "program" });
  t.regex(device.output, /out of memory.*CONFIG_AIO_JS_HEAP_SIZE/s);
});

test("garbage many times the size of the heap is collected, cycles included", async (t) => {
  await using device = await bootProgram("garbage");
  const { code } = await device.exit;
  t.regex(device.output, /^done$/m);
  t.is(code, 0);
});

test("endless recursion ends with a message, a stack and code 1", async (t) => {
  await using device = await bootProgram("recursion");
  const { code, reason } = await device.exit;
  t.is(code, 1);
  t.is(reason, "program");
  t.regex(device.output, /Uncaught \w*Error: .*(stack|recursion)/i);
  t.regex(device.output, hasPositions ? /recursion\.ts:3:\d+/ : /( {4}at deeper\n){10}/);
});

test("exit(code) ends at once with that code, whatever is pending", async (t) => {
  await using device = await bootProgram("exit-code", { args: ["42"] });
  t.deepEqual(await device.exit, { code: 42, reason: "program" });
});

test("a program with nothing pending ends by itself with code 0", async (t) => {
  await using device = await bootProgram("idle");
  t.deepEqual(await device.exit, { code: 0, reason: "program" });
  t.regex(device.output, /^idle$/m);
});

test("a program that never comes back is a hang, and the report says where it was", async (t) => {
  await using device = await bootProgram("spins", { timeout: 3_000 });
  await device.expect(/spinning/);
  const { code, reason } = await device.exit;
  t.is(reason, "hang");
  t.is(code, 71);
  t.regex(device.diagnosis ?? "", /the device is busy \(\d+ % of the time\), at 0x[\da-f]{8} \w+ at \S+:\d+/);
  t.regex(device.diagnosis ?? "", /^thread javascript (runs|is ready to run)\n {4}at 0x/m);
  t.regex(
    device.diagnosis ?? "",
    hasPositions
      ? /^the program runs\n {4}at around \(.*spins\.ts:5:\d+\)\n {4}at <anonymous> \(.*spins\.ts:9:\d+\)\n/m
      : /^the program runs\n {4}at around\n/m,
  );
});

test("a program whose jobs never end is a hang whose report says which function ran", async (t) => {
  await using device = await bootProgram("spins", { args: ["jobs"], timeout: 3_000 });
  t.is((await device.exit).reason, "hang");
  t.regex(device.diagnosis ?? "", /^the program runs\n( {4}at .*\n)* {4}at (again|<anonymous>)/m);
});

test("a device that is asked what it does goes on, and says where its program is", async (t) => {
  await using device = await bootProgram("waits");
  await device.expect(/waiting/);
  t.regex(await device.describe(), /^the program waits\n {4}at accepted/m);
  t.regex(await device.describe(), /^the program waits\n {4}at accepted/m);
  t.is(device.output, "waiting\n");
  (await device.connect(7)).destroy();
  t.deepEqual(await device.exit, { code: 0, reason: "program" });
});

test("a program that waits beyond its time limit is a hang too", async (t) => {
  await using device = await bootProgram("waits", { timeout: 3_000 });
  await device.expect(/waiting/);
  const { code, reason } = await device.exit;
  t.is(reason, "hang");
  t.is(code, 71);
  t.regex(device.diagnosis ?? "", /the device is idle, waiting for an event, .*its last output was "waiting"/);
  t.regex(
    device.diagnosis ?? "",
    hasPositions
      ? /^the program waits\n {4}at accepted \(.*waits\.ts:5:\d+\)\n {4}at <anonymous> \(.*waits\.ts:10:\d+\)\n/m
      : /^the program waits\n {4}at accepted\n/m,
  );
  // Where each thread waits, and what for.
  t.regex(device.diagnosis ?? "", /^thread javascript waits\n( {4}at 0x[\da-f]{8} \w+ at \S+:\d+.*\n){3}/m);
  t.regex(
    device.diagnosis ?? "",
    /^thread javascript waits\n( {4}at .*\n)* {4}at 0x[\da-f]{8} run_program at \S+main\.c:\d+/m,
  );
  t.regex(device.diagnosis ?? "", /^(no timer is set|1 timer is set, for [\d.]+ ms since boot)$/m);
  t.regex(device.diagnosis ?? "", /^open sockets: descriptor \d+ \(listens on port 7\) is waited for to be readable$/m);
});

test("a device that is stopped says so", async (t) => {
  const device = await bootProgram("waits");
  await device.expect(/waiting/);
  await device.stop();
  t.is((await device.exit).reason, "stopped");
});

test("output longer than the console's buffer arrives whole and in order", async (t) => {
  await using device = await bootProgram("prints", { args: ["600"] });
  t.is((await device.exit).code, 0);
  const lines = device.output.split("\n").filter((line) => / end$/.test(line));
  t.deepEqual(
    lines,
    Array.from({ length: 600 }, (_, i) => `${i} ${"x".repeat(i % 200)} \u241e end`),
  );
});
