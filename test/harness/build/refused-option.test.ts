import test from "ava";
import { refusedOption } from "../../../harness/build/refused-option.ts";

const port = (what: string) =>
  `-- Board: mps2_an385\nCMake Error at cmake/kconfig.cmake:28 (message):\n  /p/build/overrides.conf:2:\n  ${what}\n\nCall Stack (most recent call first):\n  CMakeLists.txt:20 (include)\n`;

test("an option that the port to FreeRTOS does not know is told, with the one that was meant", (t) => {
  const output = port("there is no option CONFIG_AIO_MAX_SOCKET");
  t.is(refusedOption(output), "there is no option AIO_MAX_SOCKET; did you mean AIO_MAX_SOCKETS?");
  t.is(refusedOption(port("there is no option CONFIG_NONSENSE")), "there is no option NONSENSE");
});

test("a value that does not fit is told in one line, however CMake has broken it", (t) => {
  t.is(
    refusedOption(port("CONFIG_AIO_MAX_SOCKETS takes a number from 1 to\n  256, not -1")),
    "CONFIG_AIO_MAX_SOCKETS takes a number from 1 to 256, not -1",
  );
});

test("an option that Zephyr does not know is told too", (t) => {
  const output =
    "warning: overrides.conf:2: attempt to assign the value '5' to the undefined symbol AIO_MAX_SOCKET\nerror: Aborting due to Kconfig warnings\n";
  t.is(refusedOption(output), "there is no option AIO_MAX_SOCKET; did you mean AIO_MAX_SOCKETS?");
});

test("a value that Zephyr does not take is told, and not what it warns of in any build", (t) => {
  const warned =
    "warning: QEMU_ICOUNT_SHIFT (defined at boards/Kconfig:73) was assigned the\nvalue '7' but got the value ''. See\nthe manual.\n\n";
  t.is(
    refusedOption(
      `${warned}warning: user value 5000 on the int symbol AIO_MAX_SOCKETS (defined at /a/Kconfig.aio:18) ignored due to being outside the active range ([1, 256]) -- falling back on defaults\n\nerror: Aborting due to Kconfig warnings\n`,
    ),
    "user value 5000 on the int symbol AIO_MAX_SOCKETS ignored due to being outside the active range ([1, 256])",
  );
  t.is(
    refusedOption(
      `${warned}warning: the value '"many"' is invalid for AIO_MAX_SOCKETS (defined at /a/Kconfig.aio:18), which has type int -- assignment ignored\n`,
    ),
    `the value '"many"' is invalid for AIO_MAX_SOCKETS, which has type int`,
  );
  t.is(refusedOption(warned), undefined);
});

test("what has another cause is left as it is", (t) => {
  t.is(refusedOption("CMake Error: the source directory does not exist\n"), undefined);
});
