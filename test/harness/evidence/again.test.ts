import test from "ava";
import { execa } from "execa";
import { quote } from "../../../harness/base/shell.ts";
import { commandAgain } from "../../../harness/evidence/again.ts";

const file = `${process.cwd()}/test/a b.test.ts`;

test("the command names the file, the test, the seed and the firmware", (t) => {
  t.is(
    commandAgain(
      { title: "it works", file },
      { seed: 7, boot: { kernel: "zephyr", config: { AIO_MAX_SOCKETS: 32 }, timeout: 1_500 } },
      { AIO_KERNEL: "freertos", AIO_ENGINE: "jerryscript" },
    ),
    "npm run -s async-io -- test 'test/a b.test.ts' --match 'it works' --seed 7 " +
      "--kernel zephyr --engine jerryscript --config AIO_MAX_SOCKETS=32 --timeout 1.5",
  );
});

test("that byte code ran is said, whoever asked for it", (t) => {
  const test = { title: "it works", file };
  t.regex(commandAgain(test, { boot: { release: true } }, {}), / --release$/);
  t.regex(commandAgain(test, {}, { AIO_RELEASE: "1" }), / --release$/);
  t.notRegex(commandAgain(test, {}, { AIO_RELEASE: "" }), /--release/);
});

test("a title that would be a pattern of another meaning is one of itself", (t) => {
  t.regex(commandAgain({ title: "!a*b", file }, {}, {}), /--match '\*a\\\*b'$/);
});

test("a shell takes what is quoted as it is", async (t) => {
  for (const text of ["plain", "it's", 'a "b" $HOME `id` \\ !', "ünï"]) {
    t.is((await execa("sh", ["-c", `printf %s ${quote(text)}`])).stdout, text);
  }
});
