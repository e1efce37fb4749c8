/** The program itself: arguments, its end, the heap. */
import test from "ava";
import { args, exit, memory } from "./support/device.ts";
import { Exited } from "./support/fake-host.ts";

test("args are what the host passed", (t) => {
  t.deepEqual(args, ["one", "two"]);
});

test("exit passes its code, 0 without one", (t) => {
  t.is(t.throws<Exited>(() => exit(3), { instanceOf: Exited })?.code, 3);
  t.is(t.throws<Exited>(() => exit(), { instanceOf: Exited })?.code, 0);
});

test("memory tells of the engine's heap", (t) => {
  t.deepEqual(memory({ collect: true }), { used: 10, peak: 20, total: 30 });
});
