import test from "ava";
import { cmakeErrors, compilerErrors } from "../../../harness/build/compiler-errors.ts";

const progress = Array.from({ length: 40 }, (_, index) => `[${index}/90] Building C object`);

test("a compiler's error is shown from the line before it, without progress and the command line", (t) => {
  const error = [
    "firmware/core/loop.c: In function 'aio_wait':",
    "firmware/core/loop.c:9:2: error: 'x' undeclared",
    "    9 | x = 1;",
    "ninja: build stopped: subcommand failed.",
  ];
  const command = "/usr/bin/arm-none-eabi-gcc -Wall -Werror -MD -o loop.c.obj -c firmware/core/loop.c";
  t.is(compilerErrors([...progress, command, ...error].join("\n")), error.join("\n"));
});

test("a linker's words count too", (t) => {
  const words = "ld: firmware.elf section `.bss' will not fit in region `RAM'";
  t.true(compilerErrors([...progress, words].join("\n")).endsWith(words));
  const missing = "x.c:(.text+0x1): undefined reference to `y'";
  t.true(compilerErrors([...progress, missing].join("\n")).endsWith(missing));
});

test("where nobody names an error, the end of the output is shown", (t) => {
  const lines = Array.from({ length: 40 }, (_, index) => `line ${index}`);
  t.is(compilerErrors([...lines, ...progress].join("\n")), lines.slice(-30).join("\n"));
});

test("CMake's errors are shown without what went well before them", (t) => {
  const error = ["CMake Error at cmake/kconfig.cmake:28 (message):", "  overrides.conf:1: there is no option CONFIG_X"];
  const output = [
    "-- Detecting C compile features - done",
    error[0],
    "  ",
    error[1],
    "",
    "Call Stack (most recent call first):",
  ];
  const after = ["  CMakeLists.txt:40 (include)", "", "", "-- Configuring incomplete, errors occurred!", ""];
  t.is(cmakeErrors([...output, ...after].join("\n")), error.join("\n"));
  t.is(cmakeErrors("/bin/sh: 1: cmake: broken\n"), "/bin/sh: 1: cmake: broken");
});
