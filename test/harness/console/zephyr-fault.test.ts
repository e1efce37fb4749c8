/** What Zephyr logs of a fault, as a record. */
import test from "ava";
import { ZephyrFault } from "../../../harness/console/zephyr-fault.ts";

const lines = (prefix: string) => [
  "before",
  `${prefix}***** USAGE FAULT *****`,
  `${prefix}  Attempt to execute undefined instruction`,
  `${prefix}r0/a1:  0x00000005  r1/a2:  0x00000000  r2/a3:  0x20000000`,
  `${prefix}r3/a4:  0x00000000 r12/ip:  0x00000000 r14/lr:  0x00000a01`,
  `${prefix} xpsr:  0x61000000`,
  `${prefix}Faulting instruction address (r15/pc): 0x000004d2`,
  `${prefix}>>> ZEPHYR FATAL ERROR 36: Unknown error on CPU 0`,
  `${prefix}Current thread: 0x20000db8 (main)`,
  "",
];

const read = test.macro((t, prefix: string, pieces: number) => {
  const text = lines(prefix).join("\r\n");
  const fault = new ZephyrFault();
  const found = [];
  for (let at = 0; at < text.length; at += pieces) {
    const record = fault.push(text.slice(at, at + pieces));
    found.push(...(record === undefined ? [] : [record]));
  }
  t.deepEqual(found, [
    {
      t: "fault",
      reason: "usage fault: Attempt to execute undefined instruction",
      thread: "main",
      backtrace: [0x4d2, 0x9fe],
    },
  ]);
});

test("CONFIG_LOG_MODE_MINIMAL", read, "E: ", 1000);
test("with instants and modules, in pieces", read, "[00:00:00.010,000] <err> os: ", 7);

test("without a fault of the processor the kernel's reason counts", (t) => {
  const fault = new ZephyrFault();
  const said = "E: >>> ZEPHYR FATAL ERROR 4: Kernel panic on CPU 0\nE: Current thread: 0x20000db8 (unknown)\n";
  t.deepEqual(fault.push(said), { t: "fault", reason: "Kernel panic", thread: "", backtrace: [] });
});

test("a program that speaks of threads has no fault", (t) => {
  t.is(new ZephyrFault().push("Current thread: 1 (main)\n***** hello *****\n"), undefined);
});
