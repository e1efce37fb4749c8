/** What a project's package.json says of its device. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import test from "ava";
import { Workspace } from "../support/command.ts";

const workspace = new Workspace();
/** As in a user's shell: the suite itself names a kernel. */
const unset = { AIO_KERNEL: "", AIO_ENGINE: "" };
const file = join(workspace.folder, "package.json");

function pin(pinned: object): void {
  workspace.write("package.json", JSON.stringify({ type: "module", "async-io": pinned }));
}

test.serial("a build takes what package.json pins, and one line on stderr says so", async (t) => {
  pin({ kernel: "freertos", config: { AIO_MAX_TIMERS: 61 } });
  const { code, stdout, stderr } = await workspace.run(["build"], unset);
  t.is(code, 0, stderr);
  t.regex(stderr, new RegExp(`^async-io: FreeRTOS with QuickJS-ng: ${file} says so$`, "m"));
  t.regex(readFileSync(join(dirname(stdout.trim()), ".config"), "utf8"), /^CONFIG_AIO_MAX_TIMERS=61$/m);
});

test.serial("options and variables come before it, and nothing is said of them", async (t) => {
  pin({ kernel: "zephyr", config: { AIO_MAX_TIMERS: 61 } });
  const args = ["build", "--config", "AIO_MAX_TIMERS=62"];
  const option = await workspace.run([...args, "--kernel", "freertos"], unset);
  const variable = await workspace.run(args, { ...unset, AIO_KERNEL: "freertos" });
  t.is(option.code, 0, option.stderr);
  t.notRegex(option.stderr + variable.stderr, /^async-io:/m);
  t.is(variable.stdout, option.stdout);
  t.regex(readFileSync(join(dirname(option.stdout.trim()), ".config"), "utf8"), /^CONFIG_AIO_MAX_TIMERS=62$/m);
});

test.serial("what it cannot say is told of with the file", async (t) => {
  pin({ kernel: "freertos", boards: "mps2_an385" });
  const { code, stderr } = await workspace.run(["size"], unset);
  t.is(code, 64);
  t.is(stderr, `async-io: "async-io" in ${file} has no option "boards"; did you mean board?\n`);
});
