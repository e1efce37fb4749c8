/** `async-io run --devices`, and the options that disturb the network. */
import test from "ava";
import { numbered } from "../../../harness/cli/device-count.ts";
import { prefixed } from "../../../harness/cli/prefixed.ts";
import { runHere, Workspace } from "../support/command.ts";

const workspace = new Workspace();

test.afterEach.always((t) => {
  t.deepEqual(workspace.leftovers(), []);
});

/** Reads the arguments in the device's image. */
const args = 'const args = JSON.parse(/\\["main.*?\\]/.exec(device.image().toString("latin1"))[0]);';

test.serial(
  "several devices print whole lines with their names, and the first code that is not 0 is the command's",
  async (t) => {
    const { code, stdout, stderr } = await workspace.device(
      `${args} device.start(); device.print("one\\ntwo " + args.join(" ")); device.exit(args[1] === "2" ? 5 : 0);`,
      "--devices",
      "3",
      "--",
      "{name}",
      "{index}",
      "of {count}",
    );
    t.is(code, 5);
    t.is(stderr, "");
    t.deepEqual(stdout.split("\n").sort(), [
      "",
      "main-1 | one",
      "main-1 | two main-1 1 of 3",
      "main-2 | one",
      "main-2 | two main-2 2 of 3",
      "main-3 | one",
      "main-3 | two main-3 3 of 3",
    ]);
  },
);

test.serial("the seed of a disturbed network is told, once, where a program fails", async (t) => {
  const fails = "device.start(); device.exit(3);";
  const disturbed = await workspace.device(fails, "--devices", "2", "--latency", "1");
  t.deepEqual([disturbed.code, disturbed.stderr], [3, "async-io: the network's seed is 1\n"]);
  const calm = await workspace.device(fails, "--seed", "7");
  t.deepEqual([calm.code, calm.stderr], [3, ""]);
  const fine = await workspace.device("device.start(); device.exit(0);", "--latency", "1");
  t.deepEqual([fine.code, fine.stderr], [0, ""]);
});

test.serial("a device of several that crashes is named, and the others end by themselves", async (t) => {
  const { code, stdout, stderr } = await workspace.device(
    `${args} device.start(); if (args[0] === "main-1") { device.record({ t: "fault", reason: "bus fault", thread: "js", backtrace: [] }); } else { device.print("fine\\n"); device.exit(0); }`,
    "--devices",
    "2",
    "--loss",
    "10%",
    "--seed",
    "77",
    "--",
    "{name}",
  );
  t.is(code, 70);
  t.is(stdout, "main-2 | fine\n");
  t.regex(stderr, /^async-io: main-1 \| crash: bus fault in thread js\nThe network's seed is 77\.\n$/);
});

test.serial("where one device does not start, the others are ended, and its reason is told", async (t) => {
  const { code, stderr } = await workspace.device(
    `${args} if (args[0] === "main-2") { device.record({ t: "error", message: "no good" }); } else { device.start(); }`,
    "--devices",
    "2",
    "--timeout",
    "60",
    "--",
    "{name}",
  );
  t.is(code, 72, stderr);
  t.regex(stderr, /^async-io: main-2 \| no good\n/);
});

test("the arguments of one device are as they were given", (t) => {
  t.deepEqual(numbered("a/echo.ts", 1, ["{index}"]), [{ name: undefined, address: undefined, args: ["{index}"] }]);
});

test("several devices have names and addresses in order", (t) => {
  t.deepEqual(
    numbered("a/echo.ts", 2, ["{index}{index}", "{other}"]).map((one) => [one.name, one.address, ...one.args]),
    [
      ["echo-1", "10.0.2.15", "11", "{other}"],
      ["echo-2", "10.0.2.16", "22", "{other}"],
    ],
  );
});

test("lines are passed on when they are whole, the last one at the end", async (t) => {
  const written: string[] = [];
  const lines = prefixed("a | ", async (text) => void written.push(text));
  for (const piece of ["on", "e\ntw", "o\n\nthr", "ee"]) {
    await lines.write(piece);
  }
  t.deepEqual(written, ["a | one\n", "a | two\na | \n"]);
  await lines.end();
  await lines.end();
  t.deepEqual(written.slice(2), ["a | three\n"]);
});

/** In this process, because there are many of these. */
const refused = test.macro({
  exec: async (t, given: readonly string[], message: RegExp) => {
    const { code, stdout, stderr } = await runHere(workspace.folder, ["run", "main.ts", ...given]);
    t.is(code, 64);
    t.is(stdout, "");
    t.regex(stderr, message);
  },
  title: (_title: string | undefined, given: readonly string[]) =>
    `${given.join(" ")} is refused, with what is expected`,
});

test.serial(refused, ["--devices", "0"], /must be a whole number from 1 to 113/);
test.serial(refused, ["--devices", "114"], /must be a whole number from 1 to 113/);
test.serial(refused, ["--loss", "2"], /must be a part from 0 to 1, as in 0\.1, or of a hundred, as in 10%/);
test.serial(refused, ["--loss", "120%"], /must be a part from 0 to 1/);
test.serial(refused, ["--corrupt", "-1"], /must be a part from 0 to 1/);
test.serial(refused, ["--latency", "soon"], /must be a number of milliseconds, as in 20/);
test.serial(refused, ["--latency", "20s"], /must be a number of milliseconds/);
test.serial(refused, ["--rate", "0"], /must be a number of bits a second above 0/);
test.serial(refused, ["--rate", "10 horses"], /must be a number of bits a second above 0/);
test.serial(refused, ["--mtu", "1.5"], /must be a whole number of bytes/);
test.serial(refused, ["--seed", "-1"], /must be a whole number of 0 or more/);
test.serial(refused, ["--port", "/dev/ttyX", "--loss", "0.1"], /--loss disturbs the virtual network, and the board on/);
test.serial(refused, ["--port", "/dev/ttyX", "--seed", "1"], /--seed disturbs the virtual network/);
test.serial(
  refused,
  ["--port", "/dev/ttyX", "--devices", "2"],
  /--devices starts several in QEMU, and there is one board/,
);
