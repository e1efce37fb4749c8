/** `async-io monitor`: a board's console for a person. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import test from "ava";
import { loadBoard } from "../../../../harness/boards/load.ts";
import { bundleName } from "../../../../harness/build/index.ts";
import { loadProgram } from "../../../../harness/device/program.ts";
import { beginFlash } from "../../../../harness/flash/unfinished.ts";
import { type MonitorOptions, monitor } from "../../../../harness/machine/serial/monitor.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";
import { entry, refusedIn } from "../../support/command.ts";
import { Pty } from "../../support/pty.ts";

const folder = temporaryFolder("aio-monitor-");

/** What a monitor has shown. */
class Shown {
  stdout = "";
  stderr = "";
  #look = () => {};

  add(stream: "stdout" | "stderr", text: string): void {
    this[stream] += text;
    this.#look();
  }

  /** Waits until one of the streams matches. Rejects with what ended the monitor before. */
  async until(pattern: RegExp, ended = new Promise<void>(() => {})): Promise<void> {
    while (!pattern.test(this.stdout) && !pattern.test(this.stderr)) {
      const changed = new Promise<void>((resolve) => {
        this.#look = resolve;
      });
      await Promise.race([changed, ended.then(() => Promise.reject(new Error(`it ended without ${pattern}`)))]);
    }
  }
}

/** A monitor in this process. */
class Monitor extends Shown {
  readonly input = new PassThrough();
  readonly #controller = new AbortController();
  readonly #ended: Promise<void>;

  constructor(port: string, options: Partial<MonitorOptions> = {}) {
    super();
    this.#ended = monitor({
      board: loadBoard("mps2_an385"),
      port,
      mapPositions: (text) => text,
      symbols: { resolve: async (addresses) => addresses.map((address) => `function_${address.toString(16)}`) },
      input: this.input,
      onOutput: (text) => this.add("stdout", text),
      onNotice: (text) => this.add("stderr", `${text}\n`),
      signal: this.#controller.signal,
      ...options,
    });
  }

  override until(pattern: RegExp): Promise<void> {
    return super.until(pattern, this.#ended);
  }

  async end(): Promise<void> {
    this.#controller.abort();
    await this.#ended;
  }
}

test("the command shows the console until Ctrl-C: output on stdout, what the firmware tells on stderr", async (t) => {
  await using pty = await Pty.open();
  const args = [entry, "monitor", "--board", "mps2_an385", "--port", pty.path];
  const child = spawn(process.execPath, args);
  const shown = new Shown();
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => shown.add(name, text));
  }
  await shown.until(/is open; Ctrl-C ends/);
  pty.boot();
  pty.print("Hello, wörld\n    at app-00000000.js:1:2\n");
  pty.record({ t: "fault", reason: "bus error", thread: "reactor", backtrace: [0x1234] });
  await shown.until(/0x00001234\n/);
  child.stdin.write("help\n");
  const [typed] = await once(pty.output, "data");
  t.is(String(typed), "help\n");
  child.kill("SIGINT");
  const [code] = await once(child, "close");
  t.is(code, 130);
  t.is(shown.stdout, "*** Booting Zephyr OS build v3.7.1 ***\nHello, wörld\n    at app-00000000.js:1:2\n");
  t.is(
    shown.stderr,
    [
      `${pty.path} is open; Ctrl-C ends`,
      "the board booted: zephyr with jerryscript on mps2, version 0.1.0",
      "its address is 192.0.2.7",
      "the program starts, 0.0 ms after power-on",
      "crash: bus error in thread reactor\n    at 0x00001234",
    ]
      .map((line) => `async-io: ${line}\n`)
      .join(""),
  );
});

test("a board that was left half flashed is told of first", async (t) => {
  await using pty = await Pty.open();
  const notes = join(folder, "notes");
  beginFlash("mps2_an385", "app", notes);
  const watched = new Monitor(pty.path, { notes });
  await watched.until(/is open/);
  await watched.end();
  t.regex(
    watched.stderr,
    /^the board is half flashed: mps2_an385's app is not valid [^\n]+\n[^\n]+ is open; Ctrl-C ends\n$/,
  );
});

test("each record is told in words", async (t) => {
  await using pty = await Pty.open();
  const watched = new Monitor(pty.path);
  await watched.until(/is open/);
  pty.record({ t: "error", message: "the image is damaged" });
  pty.record({ t: "fault", reason: "stack overflow", thread: "", backtrace: [0x10, 0x20] });
  pty.record({ t: "test", event: "plan", titles: ["a", "b"] });
  pty.record({ t: "test", event: "start", title: "a" });
  pty.record({ t: "test", event: "pass", title: "a" });
  pty.record({ t: "test", event: "fail", title: "b", error: { message: "1 is not 2", stack: "    at b.ts:1:2" } });
  pty.record({ t: "test", event: "end" });
  pty.record({ t: "figure", name: "rate", value: 3 });
  pty.record({ t: "exit", code: 3 });
  await watched.until(/ended with code 3\n/);
  t.deepEqual(watched.stderr.split("\n").slice(1, -1), [
    "the program was not started: the image is damaged",
    "crash: stack overflow",
    "    at function_10",
    "    at function_20",
    "2 tests begin",
    "… a",
    "✔ a",
    "✘ b: 1 is not 2",
    "    at b.ts:1:2",
    "the tests end",
    '{"t":"figure","name":"rate","value":3}',
    "the program ended with code 3",
  ]);
  await watched.end();
});

test("with the program, positions are those in TypeScript", async (t) => {
  await using pty = await Pty.open();
  const file = join(folder, "thrower.ts");
  writeFileSync(
    file,
    '// A line more.\n\nfunction f(): never {\n  throw new Error("thrown on purpose");\n}\nf();\nexport {};\n',
  );
  const { code, mapPositions } = await loadProgram(file);
  const before = code.split('throw new Error("thrown on purpose")')[0]?.split("\n") ?? [];
  const watched = new Monitor(pty.path, { mapPositions });
  await watched.until(/is open/);
  pty.print(`    at f (${bundleName(code)}:${before.length}:${(before.at(-1)?.length ?? 0) + 1})\n`);
  await watched.until(/at f .*\n/);
  t.regex(watched.stdout, /^ {4}at f \(.*thrower\.ts:4:\d+\)\n$/);
  await watched.end();
});

test("a board that is unplugged is waited for, and shown again when it is back", async (t) => {
  const link = join(folder, "board");
  const first = await Pty.open();
  symlinkSync(first.path, link);
  const watched = new Monitor(link);
  await watched.until(/is open/);
  first.print("before\n");
  await watched.until(/before\n/);
  rmSync(link);
  await first.unplug();
  await watched.until(/is gone: waiting for the board to come back\n/);
  await using second = await Pty.open();
  symlinkSync(second.path, link);
  await watched.until(/is back\n/);
  second.print("after\n");
  await watched.until(/after\n/);
  t.is(watched.stdout, "before\nafter\n");
  await watched.end();
});

test("the wait for a board that does not come back can be ended", async (t) => {
  const pty = await Pty.open();
  // Not the terminal's own name, which another test may get next.
  const link = join(folder, "lost");
  symlinkSync(pty.path, link);
  const watched = new Monitor(link);
  await watched.until(/is open/);
  rmSync(link);
  await pty.unplug();
  await watched.until(/waiting for the board/);
  await t.notThrowsAsync(watched.end());
});

test("damaged records and bytes that are no text are shown, told and survived", async (t) => {
  await using pty = await Pty.open();
  const watched = new Monitor(pty.path);
  await watched.until(/is open/);
  pty.print("\u001e{nonsense\n");
  pty.print(Uint8Array.of(0xff, 0x0a));
  pty.print("then\n");
  await watched.until(/then\n/);
  await watched.end();
  t.is(watched.stdout, "\ufffd\nthen\n");
  t.regex(watched.stderr, /a record on the console is damaged .*"\{nonsense"/);
});

/** In this process, as they start nothing; one at a time, as this process's streams are taken. */
const refused = refusedIn(folder);

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
