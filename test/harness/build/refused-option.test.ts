import test from "ava";
import { refusedOption } from "../../../harness/build/refused-option.ts";

const standIn = (what: string) =>
  `-- Board: mps2_an385\nCMake Error at cmake/kconfig.cmake:28 (message):\n  /p/build/overrides.conf:2:\n  ${what}\n\nCall Stack (most recent call first):\n  CMakeLists.txt:20 (include)\n`;

test("an option that the stand-in does not know is told, with the one that was meant", (t) => {
  const output = standIn("there is no option CONFIG_AIO_MAX_SOCKET");
  t.is(refusedOption(output), "there is no option AIO_MAX_SOCKET; did you mean AIO_MAX_SOCKETS?");
  t.is(refusedOption(standIn("there is no option CONFIG_NONSENSE")), "there is no option NONSENSE");
});

test("a value that does not fit is told in one line, however CMake has broken it", (t) => {
  t.is(
    refusedOption(standIn("CONFIG_AIO_MAX_SOCKETS takes a number from 1 to\n  256, not -1")),
    "CONFIG_AIO_MAX_SOCKETS takes a number from 1 to 256, not -1",
  );
});

test("an option that Zephyr does not know is told too", (t) => {
  const output =
    "warning: overrides.conf:2: attempt to assign the value '5' to the undefined symbol AIO_MAX_SOCKET\nerror: Aborting due to Kconfig warnings\n";
  t.is(refusedOption(output), "there is no option AIO_MAX_SOCKET; did you mean AIO_MAX_SOCKETS?");
});

test("what has another cause is left as it is", (t) => {
  t.is(refusedOption("CMake Error: the source directory does not exist\n"), undefined);
});
