/** Faults of the firmware, seen from the host: each says what it was, in which thread, and who called. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import {
  breakFirmware,
  type Code,
  endlessRecursion,
  fillStack,
  jumpToNowhere,
  undefinedInstruction,
} from "./broken-firmware.ts";
import { bootProgram } from "./program.ts";

interface Fault {
  /** The function of the firmware that is broken, and what it does instead. */
  readonly in: string;
  readonly does: Code | ((addressOf: (name: string) => number) => Code);
  readonly reason: string;
  readonly thread: RegExp;
  /** What the backtrace names, innermost first. */
  readonly backtrace: readonly RegExp[];
  /** What the firmware says beside. */
  readonly says?: RegExp;
}

const reported = test.macro(async (t, { in: name, does, reason, thread, backtrace, says }: Fault) => {
  t.timeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), "async-io-ts-faults-"));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const firmware = await breakFirmware(folder, name, typeof does === "function" ? does : () => does);
  // What is broken is C, of the development firmware.
  await using device = await bootProgram("uses-all", { firmware, release: false, timeout: 30_000 });
  const exit = await device.exit;
  const story = `${device.output}\n${device.diagnosis}`;
  t.deepEqual(exit, { code: 70, reason: "crash" }, story);
  t.regex(device.output, /^before$/m);
  t.notRegex(device.output, /never printed/);
  const [, blamed = "none"] = /^Fault in thread "(.*)": /m.exec(device.output) ?? [];
  t.regex(blamed, thread, story);
  t.true(device.output.includes(`"${blamed}": ${reason}\n`), story);
  t.regex(device.output, says ?? /^ {2}backtrace: 0x/m);
  const [what, ...frames] = (device.diagnosis ?? "").split("\n");
  t.is(what, `crash: ${reason} in thread ${blamed}`);
  let last = -1;
  for (const frame of backtrace) {
    last = frames.findIndex((text, i) => i > last && frame.test(text));
    t.true(last >= 0, `${frame} is missing: ${story}`);
  }
});

const hostCall = /host_figure at firmware\/app\/operations\/host_calls\.c:\d+/;

test("an undefined instruction names itself, the thread, the function and who called it", reported, {
  in: "host_figure",
  does: undefinedInstruction,
  reason: "undefined instruction",
  thread: /^javascript$/,
  backtrace: [hostCall, / at .*(quickjs|jerryscript)/],
});
test("a jump to nowhere shows who jumped", reported, {
  in: "host_figure",
  does: jumpToNowhere,
  reason: "jump to an address that is no Thumb code",
  thread: /^javascript$/,
  backtrace: [hostCall],
});
test("a fault of another thread names that one", reported, {
  in: "reactor_run",
  does: undefinedInstruction,
  reason: "undefined instruction",
  thread: /^reactor$/,
  backtrace: [/reactor_run at firmware\/core\/reactor\.c:\d+/],
});
test("a fault in an interrupt names the interrupts", reported, {
  in: "aio_alarm_expired",
  does: undefinedInstruction,
  reason: "undefined instruction",
  thread: /^interrupts$/,
  backtrace: [/aio_alarm_expired at firmware\/core\/timers\.c:\d+/, / at .*expir/],
});
test("a stack that was used to its last byte names the thread and the option", reported, {
  in: "host_figure",
  does: (addressOf) => fillStack(addressOf("z_main_stack")),
  reason: "stack overflow",
  thread: /^javascript$/,
  backtrace: [/ at /],
  says: /^ {2}its stack is too small: raise CONFIG_AIO_JS_STACK_SIZE$/m,
});
// Without a guard below the stack, as on Zephyr's mps2_an385, all that is below is gone by then, the thread's name among it.
test("endless recursion in C is a stack overflow, whatever it has run over", reported, {
  in: "host_figure",
  does: endlessRecursion,
  reason: "stack overflow",
  thread: /^(javascript|unknown)$/,
  backtrace: [hostCall, hostCall, hostCall],
});
