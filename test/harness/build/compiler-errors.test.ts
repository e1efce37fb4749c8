import test from "ava";
import { compilerErrors } from "../../../harness/build/compiler-errors.ts";

const progress = Array.from({ length: 40 }, (_, index) => `[${index}/90] Building C object`);

test("a compiler's error is shown from the line before it, without ninja's progress", (t) => {
  const error = [
    "firmware/src/loop.c: In function 'aio_wait':",
    "firmware/src/loop.c:9:2: error: 'x' undeclared",
    "    9 | x = 1;",
  ];
  t.is(
    compilerErrors([...progress, ...error, "ninja: build stopped"].join("\n")),
    [...error, "ninja: build stopped"].join("\n"),
  );
});

test("a linker's words count too", (t) => {
  const words = "ld: firmware.elf section `.bss' will not fit in region `RAM'";
  t.true(compilerErrors([...progress, words].join("\n")).endsWith(words));
  t.true(
    compilerErrors([...progress, "x.c:(.text+0x1): undefined reference to `y'"].join("\n")).includes(
      "reference to `y'",
    ),
  );
});

test("where nobody names an error, the end of the output is shown", (t) => {
  t.is(compilerErrors(progress.join("\n")), progress.slice(-30).join("\n"));
});
