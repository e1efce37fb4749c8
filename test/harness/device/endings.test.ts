/** Every way in which a run ends: what is reported, and that nothing is left of it. */
import test from "ava";
import type { Device } from "../../../harness/device/device.ts";
import { launchFake } from "../support/fake-device.ts";
import { leftovers } from "../support/leftovers.ts";

// One run at a time: what is left is left by the one before.
test.afterEach.always((t) => {
  t.deepEqual(leftovers(), []);
});

test.serial("a program's exit code is reported", async (t) => {
  const device = await launchFake('device.start(); device.print("Hello, wörld\\n"); device.exit(3);');
  await device.started;
  t.deepEqual(await device.exit, { code: 3, reason: "program" });
  t.is(device.output, "Hello, wörld\n");
  t.is(device.diagnosis, "the program ended with code 3");
});

test.serial("output that precedes the exit is never lost, however much it is", async (t) => {
  const device = await launchFake(`
    device.start();
    for (let i = 0; i < 20000; i++) device.print("line " + i + "\\n");
    device.exit(0);
  `);
  await device.exit;
  t.is(device.output.split("\n").length, 20_001);
  t.regex(device.output, /line 19999\n$/);
});

test.serial(
  "a record that is cut short is told of where the machine ended, and not where it was stopped",
  async (t) => {
    const ends = async (program: string, end: (device: Device) => unknown): Promise<string[]> => {
      const notices: string[] = [];
      const device = await launchFake(`device.start(); device.print("up\\n\\x1e{"); ${program}`, {
        onNotice: (text) => notices.push(text),
      });
      await device.expect("up");
      await end(device);
      await device.exit;
      return notices;
    };
    t.deepEqual(await ends("", (device) => device.stop()), []);
    const [notice] = await ends("process.exit(1);", () => undefined);
    t.regex(notice ?? "", /damaged \(the console ended within it\): "\{"/);
  },
);

test.serial("a device that hangs is asked where its program is, in TypeScript positions", async (t) => {
  const answers = `
    device.uart.on("data", (bytes) => {
      if (bytes.includes(5)) device.record({ t: "stack", frames: "    at f (app-00000000.js:1:2)\\n    at app-00000000.js:3:4\\n" });
    });
    device.start();`;
  const device = await launchFake(answers, { timeout: 100 });
  t.deepEqual(await device.exit, { code: 71, reason: "hang" });
  t.regex(device.diagnosis ?? "", /\nthe program (runs|waits)\n {4}at f \(main\.ts:1:2\)\n {4}at main\.ts:3:4$/);
  for await (const record of device.records()) {
    t.not(record.t, "stack", "the answer is nothing that the program did");
  }
});

test.serial("what is asked of a device that has ended is refused in its name", async (t) => {
  const device = await launchFake("device.start(); device.exit(0);");
  await device.exit;
  for (const asked of [device.readMemory(0, 4), device.pause(), device.resume()]) {
    await t.throwsAsync(asked, { name: "HarnessError", message: /^device device: QEMU closed/ });
  }
});

test.serial("a fault is a crash, with its backtrace", async (t) => {
  const notices: string[] = [];
  const device = await launchFake(
    `device.start();
     device.print("before\\n");
     device.record({ t: "fault", reason: "bus fault", thread: "js", registers: {}, backtrace: [0x1234, 0x5678] });`,
    { onNotice: (text) => notices.push(text) },
  );
  t.deepEqual(await device.exit, { code: 70, reason: "crash" });
  t.is(device.diagnosis, "crash: bus fault in thread js\n    at function_1234\n    at function_5678");
  t.is(device.output, "before\n");
});

test.serial("a fault without a usable backtrace is still a crash", async (t) => {
  const device = await launchFake(
    'device.start(); device.record({ t: "fault", reason: "lockup", backtrace: "none" });',
  );
  t.deepEqual(await device.exit, { code: 70, reason: "crash" });
  t.is(device.diagnosis, "crash: lockup");
});

test.serial("QEMU that ends by itself is a crash, and its last output is kept", async (t) => {
  const device = await launchFake(
    'device.start(); console.error("qemu: fatal: Lockup"); device.uart.end("last words", () => process.exit(9));',
  );
  t.deepEqual(await device.exit, { code: 70, reason: "crash" });
  t.is(device.diagnosis, "QEMU ended with code 9: qemu: fatal: Lockup");
  t.is(device.output, "last words");
});

test.serial("QEMU that is killed is a crash that names the signal", async (t) => {
  const device = await launchFake('device.start(); process.kill(process.pid, "SIGSEGV");');
  t.deepEqual(await device.exit, { code: 70, reason: "crash" });
  t.is(device.diagnosis, "QEMU ended by SIGSEGV");
});

test.serial(
  "a program that never ends is a hang at its time limit, and the report says what it was doing",
  async (t) => {
    const device = await launchFake('device.start(); device.print("one\\nwaiting for Godot\\n");', { timeout: 300 });
    t.deepEqual(await device.exit, { code: 71, reason: "hang" });
    t.is(
      device.diagnosis,
      "it did not end within 0.3 s: the device is idle, waiting for an event, at function_1234, " +
        'its last output was "waiting for Godot"',
    );
  },
);

test.serial("a hang that keeps the processor busy is told from one that waits", async (t) => {
  const spin =
    "device.start(); setTimeout(() => setInterval(() => { const end = Date.now() + 50; while (Date.now() < end); }), 10);";
  const device = await launchFake(spin, { timeout: 300 });
  t.deepEqual(await device.exit, { code: 71, reason: "hang" });
  t.regex(device.diagnosis ?? "", /the device is busy \(\d+ % of the time\)/);
});

test.serial("QEMU that does not even answer is ended all the same", async (t) => {
  const device = await launchFake(
    'device.start(); process.on("SIGTERM", () => {}); setTimeout(() => { for (;;); }, 10);',
    { timeout: 200 },
  );
  t.deepEqual(await device.exit, { code: 71, reason: "hang" });
});

test.serial("a firmware that does not reach the program is a boot failure", async (t) => {
  const device = await launchFake('device.print("booting\\n");', { bootTimeout: 200 });
  const error = await t.throwsAsync(device.started, { name: "BootError" });
  t.regex(error?.message ?? "", /did not start within 0\.2 s: .*its last output was "booting"/);
  t.deepEqual(await device.exit, { code: 72, reason: "boot" });
});

test.serial("a firmware that refuses the image is a boot failure with its words", async (t) => {
  const device = await launchFake('device.record({ t: "error", message: "the image is damaged: CRC-32 mismatch" });');
  await t.throwsAsync(device.started, { message: "device device: the image is damaged: CRC-32 mismatch" });
  t.deepEqual(await device.exit, { code: 72, reason: "boot" });
});

test.serial("a device that is stopped says so, and expectations that wait learn of it", async (t) => {
  const device = await launchFake("device.start();");
  const waiting = device.expect(/never/);
  const [exit] = await Promise.all([device.stop(), t.throwsAsync(waiting, { code: "ENODATA" })]);
  t.deepEqual(exit, { code: null, reason: "stopped" });
  t.deepEqual(await device.stop(), exit, "a second stop changes nothing");
});

test.serial("leaving the scope stops the device", async (t) => {
  let exit: unknown;
  {
    await using device = await launchFake("device.start();");
    await device.started;
    exit = device.exit;
  }
  t.deepEqual(await exit, { code: null, reason: "stopped" });
});

test.serial("an abort of the signal stops the device, also before it began", async (t) => {
  const controller = new AbortController();
  const device = await launchFake("device.start();", { signal: controller.signal });
  await device.started;
  controller.abort();
  t.is((await device.exit).reason, "stopped");
  const late = await launchFake("device.start();", { signal: controller.signal });
  await t.throwsAsync(late.started);
  t.is((await late.exit).reason, "stopped");
});

test.serial("of several causes the first one is what is reported", async (t) => {
  const device = await launchFake(
    'device.start(); device.exit(5); device.record({ t: "fault", reason: "later" }); device.exit(6); process.exit(1);',
  );
  t.deepEqual(await device.exit, { code: 5, reason: "program" });
});

test.serial("a program that ends while it is stopped keeps the cause that came first", async (t) => {
  const device = await launchFake('device.start(); device.print("ready\\n"); process.on("exit", () => {});');
  await device.expect("ready");
  void device.stop("enough");
  t.is((await device.exit).reason, "stopped");
  t.is(device.diagnosis, "enough");
});

test.serial("garbage on the console is shown, told, and survived", async (t) => {
  const notices: string[] = [];
  const device = await launchFake(
    'device.start(); device.print("\\u001enonsense\\n"); device.print(Uint8Array.of(0xff, 0x0a)); device.exit(0);',
    { onNotice: (text) => notices.push(text) },
  );
  t.deepEqual(await device.exit, { code: 0, reason: "program" });
  t.is(device.output, "\ufffd\n");
  t.is(notices.length, 1);
  t.regex(notices[0] ?? "", /a record on the console is damaged .*"nonsense"/);
});

test.serial("garbage on QMP does not end a program that runs", async (t) => {
  const device = await launchFake(
    'device.start(); setTimeout(() => { device.qmp("garbage\\n"); device.exit(4); }, 50);',
  );
  t.deepEqual(await device.exit, { code: 4, reason: "program" });
});

test.serial("garbage on QMP while the device is let go is a crash that shows it", async (t) => {
  const device = await launchFake('device.qmp("garbage\\n");');
  t.deepEqual(await device.exit, { code: 70, reason: "crash" });
  t.regex(device.diagnosis ?? "", /expected QMP on QEMU's control connection, but "garbage" came/);
});

test.serial("a reader of the output that fails stops the device", async (t) => {
  const device = await launchFake('device.start(); setInterval(() => device.print("x\\n"), 1);', {
    onOutput: () => Promise.reject(new Error("disk full")),
  });
  t.is((await device.exit).reason, "stopped");
  t.regex(device.diagnosis ?? "", /disk full/);
});

test.serial("a reader of the output that never comes back does not keep a stopped device", async (t) => {
  const device = await launchFake('device.start(); setInterval(() => device.print("x\\n"), 1);', {
    onOutput: () => new Promise<void>(() => {}),
  });
  await device.started;
  t.is((await device.stop()).reason, "stopped");
});

test.serial("positions in the bundle become positions in TypeScript", async (t) => {
  const device = await launchFake(`
    device.start();
    device.print("Error: no\\n    at f (app-00000000.js:1");
    setTimeout(() => { device.print("2:34)\\n"); device.exit(1); }, 20);
  `);
  await device.exit;
  t.is(device.output, "Error: no\n    at f (main.ts:12:34)\n");
});

test.serial("records can be read from the first to the last", async (t) => {
  const device = await launchFake('device.start(); device.record({ t: "stats", turns: 2 }); device.exit(0);');
  const names = [];
  for await (const { t: name } of device.records()) {
    names.push(name);
  }
  t.deepEqual(names, ["start", "stats", "exit"]);
});

test.serial("what is typed reaches the device's console", async (t) => {
  const device = await launchFake(
    'device.start(); device.uart.on("data", (text) => { device.print("got " + text); device.exit(0); });',
  );
  await device.started;
  device.write("hello\n");
  await device.exit;
  t.is(device.output, "got hello\n");
});

test.serial("the image is what the loader reads, and has no name on disk", async (t) => {
  const device = await launchFake('device.start(); device.print(device.image() + "\\n"); device.exit(0);');
  t.deepEqual(
    leftovers().filter((each) => !each.startsWith("process")),
    [],
  );
  await device.exit;
  t.is(device.output, "the image\n");
});
