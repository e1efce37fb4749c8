/** What a program is told by the host, and by the firmware. */
import test from "ava";
import { chooseDevice } from "../../harness/device/choose-device.ts";
import { bootProgram } from "./program.ts";

test("a program knows its arguments, and what it runs on", async (t) => {
  const args = ["one", "two words", "ümlaut", 'a "quoted" \\ one', ""];
  await using device = await bootProgram("system", { args });
  t.is((await device.exit).code, 0);
  const told = JSON.parse(device.output);
  t.deepEqual(told.args, args);
  t.like(told.system, chooseDevice({}));
});
