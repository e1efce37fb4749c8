/** The program itself: arguments, its end, the heap. */
import test from "ava";
import { args, exit, memory, system } from "./support/device.ts";
import { Exited } from "./support/fake-host.ts";

test("args are what the host passed", (t) => {
  t.deepEqual(args, ["one", "two"]);
});

test("exit passes its code, 0 without one", (t) => {
  t.is(t.throws<Exited>(() => exit(3), { instanceOf: Exited })?.code, 3);
  t.is(t.throws<Exited>(() => exit(), { instanceOf: Exited })?.code, 0);
});

test("system is what the firmware says that it is", (t) => {
  t.deepEqual(system, { kernel: "zephyr", engine: "quickjs", board: "mps2_an385", version: "1.2.3" });
});

test("memory tells of the engine's heap", (t) => {
  t.deepEqual(memory({ collect: true }), { used: 10, peak: 20, total: 30 });
});
