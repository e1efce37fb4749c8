/** `async-io bench`: what the device options come to. */
import test from "ava";
import { Workspace } from "../support/command.ts";

const workspace = new Workspace();

test("--config reaches the benchmarks' firmware, and what is wrong there is said without a stack", async (t) => {
  const { code, stderr } = await workspace.run(["bench", "boot", "--config", "AIO_NO_SUCH=1"]);
  t.regex(stderr, /there is no option AIO_NO_SUCH/);
  t.notRegex(stderr, /^ +at /m);
  t.is(code, 64);
});
