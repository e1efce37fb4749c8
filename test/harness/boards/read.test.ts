import test from "ava";
import { boardNames, loadBoard } from "../../../harness/boards/load.ts";
import { readBoard } from "../../../harness/boards/read.ts";

/** A board that has all there is. */
const whole = {
  name: "shed",
  description: "a board",
  kernels: ["zephyr"],
  zephyr: { target: "shed/soc/cpu0", module: "hal_shed" },
  qemu: { machine: "shed-machine" },
  network: { model: "lan9118" },
  hardware: {
    runners: ["openocd", "jlink"],
    probe: "CMSIS-DAP on the board",
    serial: { baud: 115200, usb: [{ vendor: "0d28", product: "0204" }] },
  },
  memory: { code: { address: "0x08000000", size: 65536 }, ram: { address: "0x20000000", size: "0x8000" } },
  image: { address: "0x08010000", size: "0x10000" },
};

test("a board's description is read, addresses as numbers", (t) => {
  t.deepEqual(readBoard("shed", whole), {
    ...whole,
    memory: { code: { address: 0x8000000, size: 65536 }, ram: { address: 0x20000000, size: 0x8000 } },
    image: { address: 0x8010000, size: 0x10000 },
  });
});

test("what a board lacks is absent, not undefined", (t) => {
  const { zephyr, qemu, network, hardware, ...bare } = whole;
  t.deepEqual(Object.keys(readBoard("shed", bare)), ["name", "description", "kernels", "memory", "image"]);
  const { module, ...target } = whole.zephyr;
  t.deepEqual(readBoard("shed", { ...bare, zephyr: target }).zephyr, target);
});

const refuses = test.macro((t, change: object, message: RegExp) => {
  t.throws(() => readBoard("shed", { ...whole, ...change }), { instanceOf: TypeError, message });
});

test("a name that is not the folder's is refused", refuses, { name: "barn" }, /name should be .* shed, but is barn/);
test("a missing field is refused by its name", refuses, { image: { address: 0 } }, /^image\.size should be a whole/);
test("a field that nobody knows is refused", refuses, { quemu: {} }, /^quemu is not known; known are name, /);
test("an unknown field inside is refused", refuses, { zephyr: { board: "x" } }, /^zephyr\.board is not known/);
test("a text in place of an object is refused", refuses, { qemu: "shed" }, /^qemu should be an object, but is "shed"/);
test("a board without a kernel is refused", refuses, { kernels: [] }, /^kernels should be a list that is not empty/);
test("a number that is none is refused", refuses, { image: { address: "16k", size: 1 } }, /^image\.address .* "16k"/);
test("an empty address is not 0", refuses, { image: { address: "", size: 1 } }, /^image\.address .* ""/);
test(
  "a USB number that could not be compared is refused",
  refuses,
  { hardware: { ...whole.hardware, serial: { baud: 9600, usb: [{ vendor: "0x0D28", product: "0204" }] } } },
  /^hardware\.serial\.usb\[0\]\.vendor should be four hexadecimal digits/,
);

test("every board in boards/ can be read", (t) => {
  t.true(boardNames().includes("mps2_an385"));
  for (const name of boardNames()) {
    t.notThrows(() => loadBoard(name), name);
  }
});

test("a board that does not exist is refused with those that there are", (t) => {
  t.throws(() => loadBoard("mps2_an386"), { code: "EINVAL", message: /mps2_an385.*did you mean mps2_an385\?/ });
});
