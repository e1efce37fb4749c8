/** `async-io monitor`: a board's console for a person. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import test, { type ExecutionContext } from "ava";
import { loadProgram } from "../../../harness/device/program.ts";
import { runHere } from "../support/command.ts";
import { Pty } from "../support/pty.ts";

const entry = fileURLToPath(new URL("../fixtures/cli-entry.ts", import.meta.url));
const tsx = import.meta.resolve("tsx");
const folder = mkdtempSync(join(tmpdir(), "aio-monitor-"));
test.after.always(() => rmSync(folder, { recursive: true }));

/** A monitor that runs. */
class Monitor {
  readonly child: ChildProcessWithoutNullStreams;
  stdout = "";
  stderr = "";
  #look = () => {};

  constructor(t: ExecutionContext, args: readonly string[]) {
    this.child = spawn(process.execPath, ["--import", tsx, entry, "monitor", "--board", "mps2_an385", ...args], {
      cwd: folder,
    });
    for (const name of ["stdout", "stderr"] as const) {
      this.child[name].setEncoding("utf8").on("data", (text: string) => {
        this[name] += text;
        this.#look();
      });
    }
    this.child.once("exit", () => this.#look());
    t.teardown(() => this.child.kill("SIGKILL"));
  }

  /** Waits until both streams together have matched; fails where the monitor ends first. */
  async until(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.stdout + this.stderr)) {
      if (this.child.exitCode !== null) {
        throw new Error(`${pattern} did not come: ${this.stdout}${this.stderr}`);
      }
      await new Promise<void>((resolve) => {
        this.#look = resolve;
      });
    }
  }

  async interrupt(): Promise<number | null> {
    this.child.kill("SIGINT");
    const [code] = await once(this.child, "close");
    return code;
  }
}

test("text is shown as it is, records in words, and Ctrl-C ends", async (t) => {
  await using pty = await Pty.open();
  const monitor = new Monitor(t, ["--port", pty.path]);
  await monitor.until(/is open; Ctrl-C ends/);
  pty.boot();
  pty.print("Hello, wörld\n    at app.js:1:2\n");
  pty.record({ t: "fault", reason: "bus error", thread: "reactor", backtrace: [0x1234] });
  pty.record({ t: "exit", code: 3 });
  await monitor.until(/ended with code 3\n/);
  t.is(await monitor.interrupt(), 130);
  t.is(monitor.stdout, "*** Booting Zephyr OS build v3.7.1 ***\nHello, wörld\n    at app.js:1:2\n");
  t.is(
    monitor.stderr,
    [
      `${pty.path} is open; Ctrl-C ends`,
      "the board booted: zephyr with jerryscript on mps2, version 0.1.0",
      "its address is 192.0.2.7",
      "the program starts, 0.0 ms after power-on",
      "crash: bus error in thread reactor\n    at 0x00001234",
      "the program ended with code 3",
    ]
      .map((line) => `async-io: ${line}\n`)
      .join(""),
  );
});

test("with the program, positions are those in TypeScript", async (t) => {
  await using pty = await Pty.open();
  const file = join(folder, "thrower.ts");
  writeFileSync(
    file,
    '// A line more.\n\nfunction f(): never {\n  throw new Error("thrown on purpose");\n}\nf();\nexport {};\n',
  );
  const before = (await loadProgram(file)).code.split('throw new Error("thrown on purpose")')[0]?.split("\n") ?? [];
  const monitor = new Monitor(t, ["thrower.ts", "--port", pty.path]);
  await monitor.until(/is open/);
  pty.print(`    at f (app.js:${before.length}:${(before.at(-1)?.length ?? 0) + 1})\n`);
  await monitor.until(/at f .*\n/);
  t.regex(monitor.stdout, /^ {4}at f \(.*thrower\.ts:4:\d+\)\n$/);
  t.is(await monitor.interrupt(), 130);
});

test("what is typed reaches the board", async (t) => {
  await using pty = await Pty.open();
  const monitor = new Monitor(t, ["--port", pty.path]);
  await monitor.until(/is open/);
  monitor.child.stdin.write("help\n");
  const [typed] = await once(pty.output, "data");
  t.is(String(typed), "help\n");
  t.is(await monitor.interrupt(), 130);
});

test("a board that is unplugged is waited for, and shown again when it is back", async (t) => {
  const link = join(folder, "board");
  const first = await Pty.open();
  symlinkSync(first.path, link);
  const monitor = new Monitor(t, ["--port", link]);
  await monitor.until(/is open/);
  first.print("before\n");
  await monitor.until(/before\n/);
  rmSync(link);
  await first.unplug();
  await monitor.until(/is gone: waiting for the board to come back\n/);
  await using second = await Pty.open();
  symlinkSync(second.path, link);
  await monitor.until(/is back\n/);
  second.print("after\n");
  await monitor.until(/after\n/);
  t.is(monitor.stdout, "before\nafter\n");
  t.is(await monitor.interrupt(), 130);
});

test("Ctrl-C ends the wait for a board that does not come back", async (t) => {
  const pty = await Pty.open();
  const monitor = new Monitor(t, ["--port", pty.path]);
  await monitor.until(/is open/);
  await pty.unplug();
  await monitor.until(/waiting for the board/);
  t.is(await monitor.interrupt(), 130);
});

test("damaged records and bytes that are no text are shown, told and survived", async (t) => {
  await using pty = await Pty.open();
  const monitor = new Monitor(t, ["--port", pty.path]);
  await monitor.until(/is open/);
  pty.print("\u001e{nonsense\n");
  pty.print(Uint8Array.of(0xff, 0x0a));
  pty.print("then\n");
  await monitor.until(/then\n/);
  t.is(await monitor.interrupt(), 130);
  t.is(monitor.stdout, "\ufffd\nthen\n");
  t.regex(monitor.stderr, /a record on the console is damaged .*"\{nonsense"/);
});

/** In this process, as they start nothing; one at a time, as this process's streams are taken. */
const refused = test.macro(async (t, args: readonly string[], message: RegExp) => {
  const { code, stdout, stderr } = await runHere(folder, args);
  t.is(code, 64);
  t.is(stdout, "");
  t.regex(stderr, message);
});

test.serial(
  "a port that does not exist",
  refused,
  ["monitor", "--board", "mps2_an385", "--port", "/dev/ttyNONE"],
  /^async-io: there is no serial port \/dev\/ttyNONE; [^\n]+\n$/,
);
test.serial(
  "no port, and a board that is none",
  refused,
  ["monitor", "--board", "mps2_an385"],
  /^async-io: --board mps2_an385 is no real board: [^\n]+\n$/,
);
test.serial(
  "a board that is not connected",
  refused,
  ["monitor", "--board", "nucleo_f767zi"],
  /^async-io: no nucleo_f767zi is connected, as far as USB tells: [^\n]+\n$/,
);
test.serial(
  "a speed that is none",
  refused,
  ["monitor", "--board", "mps2_an385", "--port", "/dev/x", "--baud", "fast"],
  /must be a whole number above 0/,
);
