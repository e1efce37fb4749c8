/** A port that cannot be had: one line that says why and what to do. */
import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { execa } from "execa";
import { loadBoard } from "../../../../harness/boards/load.ts";
import { loadBinding } from "../../../../harness/machine/serial/binding.ts";
import { bindingError, forbiddenPort, missingPort } from "../../../../harness/machine/serial/open-error.ts";
import { openPort } from "../../../../harness/machine/serial/open-port.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";
import { Pty } from "../../support/pty.ts";

const folder = temporaryFolder("aio-port-");

const open = (path: string) => openPort({ path, baud: 115_200, onData: () => {} });

test("a port that does not exist", async (t) => {
  await t.throwsAsync(open("/dev/ttyNONE"), {
    code: "ENOENT",
    message: /^there is no serial port \/dev\/ttyNONE; (there are |this machine has none: plug the board in)/,
  });
});

test("a port that does not exist tells those that do, and marks the board's", (t) => {
  const board = loadBoard("nucleo_f767zi");
  const [usb] = board.hardware?.serial.usb ?? [];
  const ports = [
    { path: "/dev/ttyACM0", ...(usb && { usb: { ...usb, name: "STM32 STLink" } }) },
    { path: "/dev/ttyUSB0", usb: { vendor: "0403", product: "6001" } },
    { path: "/dev/ttyS0" },
  ];
  t.is(
    missingPort("/dev/x", ports, board).message,
    "there is no serial port /dev/x; there are /dev/ttyACM0 (STM32 STLink, as nucleo_f767zi has), /dev/ttyUSB0 (0403:6001) and /dev/ttyS0",
  );
});

test("a file, a folder and a device that is no terminal", async (t) => {
  const file = join(folder, "file");
  writeFileSync(file, "");
  for (const path of [file, folder]) {
    await t.throwsAsync(open(path), { code: "ENOTTY", message: /is no serial port: expected a character device/ });
  }
  await t.throwsAsync(open("/dev/full"), { code: "EIO", message: /^cannot open \/dev\/full at 115200 baud: / });
});

test("a port that another program has open names the program", async (t) => {
  await using pty = await Pty.open();
  const other = execa("sh", ["-c", 'exec 3<>"$0"; echo open; read line', pty.path]);
  await new Promise((resolve) => other.stdout.once("data", resolve));
  await t.throwsAsync(open(pty.path), {
    code: "EBUSY",
    message: `${pty.path} is busy: sh (process ${other.pid}) has it open; end that first`,
  });
  other.stdin.end("\n");
  await other.catch(() => {});
  await (await open(pty.path)).close();
});

test("a port is opened once, also by another name", async (t) => {
  await using pty = await Pty.open();
  const link = join(folder, "link");
  symlinkSync(pty.path, link);
  const port = await open(link);
  await t.throwsAsync(open(pty.path), { code: "EBUSY", message: /this process has it open/ });
  await port.close();
});

test("two ports are two", async (t) => {
  await using one = await Pty.open();
  await using other = await Pty.open();
  const texts = ["", ""];
  const ports = await Promise.all(
    [one, other].map(({ path }, i) => {
      const onData = (chunk: Buffer) => {
        texts[i] += chunk.toString();
      };
      return openPort({ path, baud: 115_200, onData });
    }),
  );
  one.print("first");
  other.print("second");
  while (texts.join("").length < "firstsecond".length) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  t.deepEqual(texts, ["first", "second"]);
  await Promise.all(ports.map((port) => port.close()));
});

test("a lock that /proc does not explain is still a busy port", (t) => {
  const error = bindingError(
    "/dev/ttyACM0",
    115_200,
    new Error("Error Resource temporarily unavailable Cannot lock port"),
  );
  t.is(error.code, "EBUSY");
  t.is(error.message, "/dev/ttyACM0 is busy: another program has it open; end that first");
});

test("a port that this user may not open tells the group to join", (t) => {
  const groups = join(folder, "group");
  writeFileSync(groups, "root:x:0:\ndialout:x:20:\n");
  const error = forbiddenPort("/dev/ttyACM0", 20, groups);
  t.is(error.code, "EACCES");
  t.regex(
    error.message,
    /permission denied; add yourself to group dialout \(sudo usermod -aG dialout "\$USER"\), then log in anew$/,
  );
  t.regex(forbiddenPort("/dev/ttyACM0", 0, groups).message, /a udev rule/);
});

test("a port that is hung up while bytes are on the way ends", async (t) => {
  await using pty = await Pty.open();
  const port = await open(pty.path);
  pty.print("x".repeat(3000));
  await pty.unplug();
  t.is(typeof (await port.ended), "string");
  await port.close();
});

test("a binding that cannot be loaded is named, with what to do", async (t) => {
  await t.throwsAsync(loadBinding("no-such-binding"), {
    code: "ENOENT",
    message: /^boards on a serial port need the npm package no-such-binding, .*; try: npm install no-such-binding$/,
  });
});
