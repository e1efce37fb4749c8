import test from "ava";
import { deviceTests } from "../../harness/ava/device-tests.ts";
import { bootProgram } from "./program.ts";

await deviceTests(new URL("web.device.ts", import.meta.url));

test("reportError ends the program when what runs is over, and shows where the error was made", async (t) => {
  await using device = await bootProgram("reports");
  t.deepEqual(await device.exit, { code: 1, reason: "program" });
  t.regex(device.output, /^still here\n.*a sensor is gone.*\n/);
  t.notRegex(device.output, /never/);
});
