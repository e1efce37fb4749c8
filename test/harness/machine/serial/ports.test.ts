/** Which serial ports this machine has, and which of them is a board's. */
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { loadBoard } from "../../../../harness/boards/load.ts";
import { choosePort } from "../../../../harness/machine/serial/choose-port.ts";
import { linuxPorts, type PortInfo, portsOf } from "../../../../harness/machine/serial/ports.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

const root = temporaryFolder("aio-ports-");

function write(path: string, files: Record<string, string>): string {
  const folder = join(root, path);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), `${text}\n`);
  }
  return folder;
}

/** A folder as /sys/class/tty: a board, an adapter, a UART that is there, one that is not, and a virtual console. */
function fakeSystem(): string {
  write("usb1/1-2", { idVendor: "0483", idProduct: "374b", product: "STM32 STLink" });
  write("usb1/1-3", { idVendor: "0403", idProduct: "6001" });
  const ports = {
    ttyACM0: write("usb1/1-2/1-2:1.2", {}),
    ttyUSB0: write("usb1/1-3/1-3:1.0/ttyUSB0", {}),
    ttyS0: write("pnp0/00:05", {}),
    ttyS1: write("platform/serial8250", {}),
  };
  for (const [name, device] of Object.entries(ports)) {
    symlinkSync(device, join(write(`class/${name}`, name === "ttyS1" ? { type: "0" } : {}), "device"));
  }
  write("class/tty0", {});
  return join(root, "class");
}

test("Linux's ports are told with their USB ids, and terminals without hardware are left out", (t) => {
  const ports = linuxPorts(fakeSystem(), "/dev").sort((a, b) => a.path.localeCompare(b.path));
  t.deepEqual(ports, [
    { path: "/dev/ttyACM0", usb: { vendor: "0483", product: "374b", name: "STM32 STLink" } },
    { path: "/dev/ttyS0" },
    { path: "/dev/ttyUSB0", usb: { vendor: "0403", product: "6001", name: undefined } },
  ]);
});

test("a system that does not tell has no ports", (t) => {
  t.deepEqual(linuxPorts(join(root, "nowhere")), []);
});

const board = loadBoard("nucleo_f767zi");
const [usb = { vendor: "", product: "" }] = board.hardware?.serial.usb ?? [];
const own = (path: string): PortInfo => ({ path, usb });
const others: PortInfo[] = [{ path: "/dev/ttyS0" }, { path: "/dev/ttyUSB0", usb: { vendor: "0403", product: "6001" } }];

test("the one port with the board's ids is the board's", async (t) => {
  t.is(await choosePort(board, [...others, own("/dev/ttyACM3")]), "/dev/ttyACM3");
  t.deepEqual(portsOf(loadBoard("mps2_an385"), [own("/dev/ttyACM3")]), []);
});

test("no port with the board's ids lists those that there are", async (t) => {
  await t.throwsAsync(choosePort(board, others), {
    code: "ENOENT",
    message:
      "no nucleo_f767zi is connected, as far as USB tells: there are /dev/ttyS0 and /dev/ttyUSB0 (0403:6001); plug it in by its debug port, or name the port with --port",
  });
  await t.throwsAsync(choosePort(board, []), { code: "ENOENT", message: /this machine has no serial port at all/ });
});

test("two boards of a kind have to be chosen from", async (t) => {
  await t.throwsAsync(choosePort(board, [own("/dev/ttyACM0"), own("/dev/ttyACM1")]), {
    code: "EEXIST",
    message: /^several boards like nucleo_f767zi are connected: .*ttyACM0.* and .*ttyACM1.*; choose one with --port$/,
  });
});

test("a board that only QEMU has is not looked for", async (t) => {
  await t.throwsAsync(choosePort(loadBoard("mps2_an385"), []), {
    code: "ENOTSUP",
    message: /--board mps2_an385 is no real board/,
  });
});
