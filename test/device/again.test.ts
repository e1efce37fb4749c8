/** The command that a failing test on the device prints. */
import { join } from "node:path";
import test from "ava";
import { execa } from "execa";
import { root } from "../../harness/base/paths.js";
import { commandAgain } from "../../harness/evidence/again.ts";
import { temporaryFolder } from "../harness/network/helpers/temporary.ts";

const file = join(root, "test", "device", "programs", "counts.device.ts");

async function shell(command: string, evidence: string) {
  const { all, exitCode } = await execa("sh", ["-c", command], {
    ...{ cwd: root, all: true, reject: false },
    env: { AIO_EVIDENCE: evidence, FORCE_COLOR: "0" },
  });
  return { output: all, exitCode };
}

test("one command runs one test of a file on the device, and the others do not run there either", async (t) => {
  const evidence = await temporaryFolder(t);
  const whole = await shell(`node bin/async-io.js test ${file}`, evidence);
  t.is(whole.exitCode, 0, whole.output);
  for (const [at, title] of ["the first", "the second (1+1)", "the last"].entries()) {
    const [, line] = whole.output.split(`✔ ${title}`)[1]?.split(/\n\s*/) ?? [];
    t.is(line, `ℹ ${title} is number ${at + 1}, arguments: 0`, `each test has what it printed:\n${whole.output}`);
  }

  const again = commandAgain({ title: "the second (1+1)", file }, { seed: 7 });
  const one = await shell(again.replace("npm run -s async-io --", "node bin/async-io.js"), evidence);
  t.is(one.exitCode, 1, one.output);
  t.regex(one.output, /the second \(1\+1\) is number 1, arguments: 0/);
  t.regex(one.output, /1 test failed/);
  t.notRegex(one.output, /the first is number|the last is number/);
  t.true(one.output.includes(`again: ${again}`), "it names itself");
});
