/** What a device does that only waits: next to nothing. */
import test from "ava";
import { chooseDevice } from "../../harness/device/choose-device.ts";
import { bootProgram } from "./program.ts";

const { board } = chooseDevice({});
/** The clock on mps3_an547 is SysTick, which wakes the kernel every 0.67 s. */
const quiet = board !== "mps3_an547" ? test : test.skip;

quiet("a day of waiting on open sockets costs a device next to nothing, and takes seconds", async (t) => {
  await using device = await bootProgram("sockets", { time: "virtual", paused: true });
  await device.expect("waiting");
  // What the connection leaves behind.
  await device.advance("10s");
  const before = await device.instructions();
  await device.advance("24h");
  const spent = (await device.instructions()) - before;
  t.true(spent < 500_000, `${spent} instructions`);
  t.notRegex(device.output, /heard/);
});
