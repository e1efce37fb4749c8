import test from "ava";
import { nameFragment, readConfig, writeFragment } from "../../../harness/build/kconfig.ts";

test("a fragment has Kconfig's spelling of every kind of value, in one order", (t) => {
  const fragment = writeFragment({
    CONFIG_AIO_NAME: 'a "b" \\c',
    AIO_MAX_TIMERS: 1024,
    AIO_BENCH: true,
    AIO_STATS: false,
    AIO_IMAGE_ADDRESS: "0x21000000",
  });
  t.deepEqual(fragment.split("\n"), [
    "CONFIG_AIO_BENCH=y",
    "CONFIG_AIO_IMAGE_ADDRESS=0x21000000",
    "CONFIG_AIO_MAX_TIMERS=1024",
    'CONFIG_AIO_NAME="a \\"b\\" \\\\c"',
    "CONFIG_AIO_STATS=n",
    "",
  ]);
});

test("the order in which options are given does not change a firmware's name, a value does", (t) => {
  const name = nameFragment(writeFragment({ AIO_BENCH: true, AIO_MAX_TIMERS: 8 }));
  t.is(nameFragment(writeFragment({ AIO_MAX_TIMERS: 8, AIO_BENCH: true })), name);
  t.not(nameFragment(writeFragment({ AIO_MAX_TIMERS: 9, AIO_BENCH: true })), name);
});

test("a .config is read without what is not set", (t) => {
  const text =
    '#\n# CONFIG_AIO_BENCH is not set\nCONFIG_AIO_MAX_TIMERS=64\nCONFIG_AIO_IMAGE_ADDRESS=0x21000000\nCONFIG_NAME="a b"\n';
  t.deepEqual(readConfig(text), { AIO_MAX_TIMERS: "64", AIO_IMAGE_ADDRESS: "0x21000000", NAME: "a b" });
});
