import test from "ava";
import { UsageError } from "../../../harness/base/errors.ts";
import type { Board } from "../../../harness/boards/board.ts";
import { requirePart } from "../../../harness/boards/require.ts";
import { qemuArguments } from "../../../harness/machine/qemu/arguments.ts";

const bare: Board = {
  name: "shed",
  description: "a board",
  kernels: ["zephyr"],
  memory: { code: { address: 0, size: 1 }, ram: { address: 1, size: 1 } },
  image: { address: 2, size: 1 },
};
const hardware = { runners: ["openocd"], probe: "a probe", serial: { baud: 9600, usb: [] } };

test("what a board has is what it says", (t) => {
  t.is(requirePart({ ...bare, hardware }, "hardware"), hardware);
});

test("a board that QEMU has not is told of with those that it has", (t) => {
  const error = t.throws(() => requirePart(bare, "qemu"), { instanceOf: UsageError, code: "ENOTSUP" });
  t.regex(error?.message ?? "", /^--board shed is not a machine of QEMU: choose one of .*\bmps2_an385\b/);
  t.notRegex(error?.message ?? "", /--port/);
});

test("a real board is run through its serial port", (t) => {
  t.throws(() => requirePart({ ...bare, hardware }, "qemu"), { message: /--port .* or choose one of .*mps2_an385/ });
});

test("a board without a network card of QEMU's names those with one", (t) => {
  t.throws(() => requirePart(bare, "network"), { code: "ENOTSUP", message: /no network card .*mps2_an385/ });
});

test("QEMU's command line is not made for a board that it has not", (t) => {
  t.throws(() => qemuArguments({ board: bare, firmware: "x.elf", time: "real" }), { code: "ENOTSUP" });
});
