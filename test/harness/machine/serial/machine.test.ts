/** A board on a serial port as the machine of a run: how it begins, and every way in which it ends. */
import test from "ava";
import { loadBoard } from "../../../../harness/boards/load.ts";
import { BoardNetwork } from "../../../../harness/device/board-network.ts";
import { type LaunchOptions, launch } from "../../../../harness/device/launch.ts";
import { explainNetworkFailure } from "../../../../harness/device/network-failure.ts";
import { askForReset } from "../../../../harness/machine/serial/ask-reset.ts";
import { checkBoot } from "../../../../harness/machine/serial/check-boot.ts";
import { openSerialMachine, type Reset } from "../../../../harness/machine/serial/machine.ts";
import { Pty } from "../../support/pty.ts";

const board = loadBoard("mps2_an385");
const firmware = { board, kernel: "zephyr", engine: "jerryscript" };

/** Runs on a board that does what `reset` says, and may still be booting. */
async function run(pty: Pty, reset: Reset, options: Partial<LaunchOptions> = {}) {
  const machine = await openSerialMachine({ port: pty.path, board, reset });
  return launch({
    machine,
    mapPositions: (text) => text.replaceAll(/app-00000000\.js:(\d+):(\d+)/g, "main.ts:$1:$2"),
    symbols: { resolve: async (addresses) => addresses.map((address) => `function_${address.toString(16)}`) },
    objectTo: (record) => checkBoot(record, firmware),
    ...options,
  });
}

test("a program runs on the board, and its code is reported", async (t) => {
  await using pty = await Pty.open();
  const device = await run(pty, async () => {
    pty.boot();
    pty.print("hello\n    at app-00000000.js:1:2\n");
    pty.record({ t: "exit", code: 3 });
  });
  await device.started;
  t.deepEqual(await device.exit, { code: 3, reason: "program" });
  t.is(device.output, "hello\n    at main.ts:1:2\n");
});

test("what the board sent before its reset is no part of the run", async (t) => {
  await using pty = await Pty.open();
  const device = await run(pty, async () => {
    pty.print(Uint8Array.of(0xff, 0x00, 0xfe));
    pty.print("the program before\n");
    pty.record({ t: "exit", code: 9 });
    pty.boot();
    pty.print("this one\n");
    pty.record({ t: "exit", code: 0 });
  });
  t.deepEqual(await device.exit, { code: 0, reason: "program" });
  t.is(device.output, "this one\n");
});

test("what is typed reaches the board, and is sent in order", async (t) => {
  await using pty = await Pty.open();
  const device = await run(pty, async () => pty.boot());
  await device.started;
  const received = new Promise<string>((resolve) => {
    let text = "";
    pty.output.on("data", (piece) => {
      text += String(piece);
      if (text.endsWith("z\n")) {
        resolve(text);
      }
    });
  });
  const lines = Array.from({ length: 200 }, (_, i) => `line ${i}\n`);
  for (const line of [...lines, "z\n"]) {
    device.write(line);
  }
  t.is(await received, `${lines.join("")}z\n`);
  await device.stop();
});

test("output is complete however much it is, and however slow its reader", async (t) => {
  await using pty = await Pty.open();
  const count = 20_000;
  const device = await run(
    pty,
    async () => {
      pty.boot();
      pty.print(Array.from({ length: count }, (_, i) => `line ${i}\n`).join(""));
      pty.record({ t: "exit", code: 0 });
    },
    { onOutput: () => new Promise((resolve) => setImmediate(resolve)) },
  );
  t.deepEqual(await device.exit, { code: 0, reason: "program" });
  t.is(device.output.split("\n").length, count + 1);
});

test("a silent port says what was expected and what to look at", async (t) => {
  await using pty = await Pty.open();
  const device = await run(pty, async () => {}, { bootTimeout: 200 });
  t.deepEqual(await device.exit, { code: 72, reason: "boot" });
  t.regex(
    device.diagnosis ?? "",
    /^the program did not start within 0\.2 s: nothing came from \/dev\/\S+ at 115200 baud, where a boot record was expected: .*power.*npm run -s async-io -- flash --board mps2_an385/,
  );
});

test("garbage on the port points to the baud rate", async (t) => {
  await using pty = await Pty.open();
  const device = await run(pty, async () => pty.print(Uint8Array.from({ length: 300 }, (_, i) => (i * 37) | 0x80)), {
    bootTimeout: 2_000,
  });
  t.deepEqual(await device.exit, { code: 72, reason: "boot" });
  t.regex(
    device.diagnosis ?? "",
    /is no text \(300 bytes, the last are (?:[\da-f]{2} ){15}[\da-f]{2}\): .*115200 baud\?$/,
  );
});

test("text without a boot record points to another firmware", async (t) => {
  await using pty = await Pty.open();
  const device = await run(pty, async () => pty.print("Hello World! nucleo_f767zi\n"), { bootTimeout: 2_000 });
  t.deepEqual(await device.exit, { code: 72, reason: "boot" });
  t.regex(device.diagnosis ?? "", /another firmware seems to be on the board .*"Hello World! nucleo_f767zi"$/);
});

test("a board that boots and does not go on tells its last output", async (t) => {
  await using pty = await Pty.open();
  const device = await run(
    pty,
    async () => {
      pty.record({ t: "boot", kernel: "zephyr", engine: "jerryscript", board: "mps2", version: "0.1.0" });
      pty.print("net: waiting for DHCP\n");
    },
    { bootTimeout: 2_000 },
  );
  t.deepEqual(await device.exit, { code: 72, reason: "boot" });
  t.is(
    device.diagnosis,
    'the program did not start within 2 s: the device did not end, its last output was "net: waiting for DHCP"',
  );
});

test("a board that is unplugged while the program runs is a crash that says so", async (t) => {
  await using pty = await Pty.open();
  const device = await run(pty, async () => {
    pty.boot();
    pty.print("running\n");
  });
  await device.expect("running");
  await pty.unplug();
  t.deepEqual(await device.exit, { code: 70, reason: "crash" });
  t.regex(device.diagnosis ?? "", /^\/dev\/\S+ is gone: the board was unplugged, or its cable is loose/);
});

test("a board that is unplugged while it is reset is a boot failure, and the reset is given up", async (t) => {
  await using pty = await Pty.open();
  let gaveUp = false;
  const started = run(pty, async ({ signal }) => {
    await pty.unplug();
    await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
    gaveUp = true;
  });
  await t.throwsAsync(started, { name: "BootError", code: "ENXIO", message: /is gone: the board was unplugged/ });
  t.true(gaveUp);
});

test("a board that is reset while the program runs is a crash that says so", async (t) => {
  await using pty = await Pty.open();
  const device = await run(pty, async () => pty.boot());
  await device.started;
  pty.boot();
  t.deepEqual(await device.exit, { code: 70, reason: "crash" });
  t.regex(device.diagnosis ?? "", /^the device was reset while the program ran/);
});

test("a board that boots twice before the program begins is no crash", async (t) => {
  await using pty = await Pty.open();
  const device = await run(pty, async () => {
    pty.record({ t: "boot", kernel: "zephyr", engine: "jerryscript", board: "mps2", version: "0.1.0" });
  });
  pty.boot();
  pty.record({ t: "exit", code: 0 });
  t.deepEqual(await device.exit, { code: 0, reason: "program" });
});

test("the firmware of another board is refused by name", async (t) => {
  await using pty = await Pty.open();
  const device = await run(pty, async () => pty.boot({ board: "frdm_k64f" }));
  t.deepEqual(await device.exit, { code: 72, reason: "boot" });
  t.regex(device.diagnosis ?? "", /the board says that it is frdm_k64f, but mps2_an385 was expected/);
});

test("a firmware with another engine is refused with the command that changes it", async (t) => {
  await using pty = await Pty.open();
  const device = await run(pty, async () => pty.boot({ engine: "quickjs" }));
  t.deepEqual(await device.exit, { code: 72, reason: "boot" });
  t.regex(
    device.diagnosis ?? "",
    /is zephyr with quickjs, but zephyr with jerryscript was expected: .*npm run -s async-io -- flash --board mps2_an385 --kernel zephyr --engine jerryscript/,
  );
});

test("a board that gets no address points to its cable and DHCP", async (t) => {
  await using pty = await Pty.open();
  const device = await run(
    pty,
    async () => {
      pty.record({ t: "boot", kernel: "zephyr", engine: "jerryscript", board: "mps2", version: "0.1.0" });
      pty.record({ t: "error", message: "the network did not come up (-116)" });
    },
    { objectTo: (record) => explainNetworkFailure(record, "board") },
  );
  t.deepEqual(await device.exit, { code: 72, reason: "boot" });
  t.regex(device.diagnosis ?? "", /^the network did not come up \(-116\): no DHCP server .* Ethernet cable in/);
});

test("a fault is a crash, with its backtrace", async (t) => {
  await using pty = await Pty.open();
  const device = await run(pty, async () => {
    pty.boot();
    pty.record({ t: "fault", reason: "bus fault", thread: "javascript", registers: {}, backtrace: [0x1234] });
  });
  t.deepEqual(await device.exit, { code: 70, reason: "crash" });
  t.is(device.diagnosis, "crash: bus fault in thread javascript\n    at function_1234");
});

test("a program that does not end is a hang at its time limit", async (t) => {
  await using pty = await Pty.open();
  const device = await run(
    pty,
    async () => {
      pty.boot();
      pty.print("waiting for Godot\n");
    },
    { timeout: 2_000 },
  );
  t.deepEqual(await device.exit, { code: 71, reason: "hang" });
  t.is(device.diagnosis, 'it did not end within 2 s: the device did not end, its last output was "waiting for Godot"');
});

test("a run that is stopped lets go of the port", async (t) => {
  await using pty = await Pty.open();
  const first = await run(pty, async () => pty.boot());
  await first.started;
  t.deepEqual(await first.stop(), { code: null, reason: "stopped" });
  const second = await run(pty, async () => {
    pty.boot();
    pty.record({ t: "exit", code: 0 });
  });
  t.deepEqual(await second.exit, { code: 0, reason: "program" });
});

test("an abort while the board is reset ends that and lets go of the port", async (t) => {
  await using pty = await Pty.open();
  const controller = new AbortController();
  const opening = openSerialMachine({ port: pty.path, board, reset: askForReset, signal: controller.signal });
  controller.abort(new Error("enough"));
  await t.throwsAsync(opening, { message: "enough" });
  const device = await run(pty, async () => pty.boot());
  await device.started;
  await device.stop();
});

test("a reset by hand is waited for", async (t) => {
  await using pty = await Pty.open();
  const device = run(pty, askForReset);
  pty.print("still the old program\n");
  pty.boot();
  pty.record({ t: "exit", code: 0 });
  t.deepEqual(await (await device).exit, { code: 0, reason: "program" });
});

test("a reset that fails is what is reported, and the port is let go of", async (t) => {
  await using pty = await Pty.open();
  await t.throwsAsync(
    run(pty, () => Promise.reject(new Error("no probe"))),
    { message: "no probe" },
  );
  await (await run(pty, async () => pty.boot())).stop();
});

test("what a serial port cannot do is refused, and a hang's report does without", async (t) => {
  await using pty = await Pty.open();
  const device = await run(pty, async () => pty.boot());
  await device.started;
  await t.throwsAsync(device.readMemory(0, 4), {
    code: "ENOTSUP",
    message: /^device device: cannot read the memory of the board on/,
  });
  await t.throwsAsync(device.pause(), { code: "ENOTSUP" });
  await device.stop();
});

test("a board is reached at the address that it tells", async (t) => {
  await using pty = await Pty.open();
  const network = new BoardNetwork();
  const device = await run(pty, async () => pty.boot(), {
    port: network,
    onRecord: (record) => void network.note(record),
  });
  t.throws(() => network.address, { code: "ENETUNREACH" });
  await device.started;
  t.is(device.address, "192.0.2.7");
  t.like(await device.forward(7), { host: "192.0.2.7", port: 7 });
  await t.throwsAsync(device.forward(7, { hostPort: 8007 }), { code: "ENOTSUP", message: /192\.0\.2\.7:7/ });
  t.throws(() => device.link, { code: "ENOTSUP" });
  await device.stop();
});
