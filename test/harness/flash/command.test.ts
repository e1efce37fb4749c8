/** `async-io flash`: which regions it writes, what it refuses, and what it says when it is interrupted. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import test, { type ExecutionContext } from "ava";
import { readImage } from "../../../harness/build/index.ts";
import { type FlashCommandOptions, flashBoard } from "../../../harness/cli/commands/flash.ts";
import { unfinishedFlash } from "../../../harness/flash/index.ts";
import { runHere } from "../support/command.ts";
import { Bench, board, isRunning, silent } from "./bench.ts";

// The suite names the kernel of its usual board: that of boards is their own.
delete process.env.AIO_KERNEL;

function bench(t: ExecutionContext): Bench {
  const made = new Bench();
  t.teardown(() => made.remove());
  return made;
}

/** Runs the command in this process. */
function run(
  on: Bench,
  file: string | undefined,
  options: Partial<FlashCommandOptions>,
  args: string[] = [],
  how = "ok",
) {
  return flashBoard(
    file,
    args,
    { config: {}, ...options },
    {
      signal: new AbortController().signal,
      load: () => board,
      build: async () => ({ dir: on.buildDir }),
      westCommand: () => on.west(how),
      progress: silent,
      notes: on.notes,
      logs: on.logs,
    },
  );
}

function write(on: Bench, text: string): string {
  const file = join(on.folder, "main.ts");
  writeFileSync(file, text);
  return file;
}

/** The image in what a tool was given. */
function imageIn(hex: string | undefined): Uint8Array {
  const records = (hex ?? "").split("\n").filter((line) => line.slice(7, 9) === "00");
  return Buffer.from(records.map((line) => line.slice(9, -2)).join(""), "hex");
}

test.serial("with a program, the firmware is written first and its image second, with its arguments", async (t) => {
  const on = bench(t);
  await run(on, write(on, 'console.log("hello");\nexport {};\n'), {}, ["a", "-b"]);
  const [firmware, app] = on.calls();
  t.is(on.calls().length, 2);
  t.is(firmware?.hex, ":00000001FF\n");
  const { program, args, network } = readImage(imageIn(app?.hex));
  t.regex(Buffer.from(program).toString(), /hello/);
  t.deepEqual(args, ["a", "-b"]);
  t.is(network.address, "0.0.0.0");
});

test.serial("without a program the firmware alone is written, with --app-only the app alone", async (t) => {
  const on = bench(t);
  await run(on, undefined, {});
  await run(on, write(on, "export {};\n"), { appOnly: true, runner: "pyocd", probe: "P1" });
  t.deepEqual(
    on.calls().map(({ name, hex }) => [name, hex === ":00000001FF\n"]),
    [
      ["openocd", true],
      ["pyocd", false],
    ],
  );
});

test.serial("a program that does not compile is refused before anything is built or written", async (t) => {
  const on = bench(t);
  await t.throwsAsync(run(on, write(on, "const n: number = '';\nexport { n };\n"), {}), {
    code: "EINVAL",
    message: /TS2322/,
  });
  t.deepEqual(on.calls(), []);
});

test.serial("contradictions and machines of QEMU are refused", async (t) => {
  const on = bench(t);
  const refused = async (...args: string[]) => (await runHere(on.folder, ["flash", ...args])).stderr;
  t.regex(await refused("--app-only"), /--app-only takes a program/);
  t.regex(await refused("--firmware-only", "main.ts"), /--firmware-only writes no program, and main\.ts was given/);
  t.regex(await refused("--board", "mps2_an385"), /no real board.* choose one of .*nucleo_f767zi/);
  t.regex(
    await refused("--board", "nucleo_f767zi", "--runner", "pyocd"),
    /nucleo_f767zi is not flashed by .* pyocd; --runner may be openocd, jlink/,
  );
});

test.serial("what an earlier flash left half written is said after the other region was written", async (t) => {
  const on = bench(t);
  const notes = join(on.folder, "notes");
  await t.throwsAsync(
    flashBoard(
      undefined,
      [],
      { config: {} },
      {
        signal: new AbortController().signal,
        load: () => board,
        build: async () => ({ dir: on.buildDir }),
        westCommand: () => on.west("dies"),
        progress: silent,
        notes,
        logs: on.logs,
      },
    ),
  );
  t.regex(unfinishedFlash(board.name, notes) ?? "", /firmware is not valid/);
});

for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const) {
  test.serial(`${signal} while it writes: it says that the board is half flashed`, async (t) => {
    const on = bench(t);
    const { child, stderr } = start(on, "slow");
    await untilWriting(on, child);
    child.kill(signal);
    const [exitCode] = await once(child, "close");
    t.is(exitCode, code);
    t.regex(
      stderr(),
      /async-io: flashing bench_board's firmware with openocd failed: it was interrupted\nthe board is half flashed/,
    );
  });
}

test.serial("a second Ctrl-C, at a tool that does not end, ends both and says so too", async (t) => {
  const on = bench(t);
  const { child, stderr } = start(on, "stays");
  await untilWriting(on, child);
  child.kill("SIGINT");
  child.kill("SIGTERM");
  const [exitCode] = await once(child, "close");
  // It ends of the second; which of two signals that is, sent at once, the system decides.
  t.true([130, 143].includes(exitCode), `${exitCode}`);
  t.regex(
    stderr(),
    /async-io: the board may be half flashed: bench_board's firmware is not valid until you flash it again/,
  );
  t.regex(unfinishedFlash(board.name, on.notes) ?? "", /half flashed/);
  await untilEnded(on.calls()[0]?.pid ?? 0);
  t.deepEqual(
    readdirSync(on.folder).filter((name) => name.startsWith("async-io-")),
    [],
    "no temporary folder is left",
  );
});

test.serial("the command that flashes again is the whole one that was given, also in the note", async (t) => {
  const on = bench(t);
  const file = write(on, "export {};\n");
  const options = {
    ...{ kernel: "zephyr", engine: "quickjs", probe: "066C FF" },
    config: { AIO_MAX_SOCKETS: "32", AIO_STATS: false },
  };
  const given =
    "--board bench_board --kernel zephyr --engine quickjs --probe '066C FF' --config AIO_MAX_SOCKETS=32 --config AIO_STATS=n";
  for (const [appOnly, what] of [
    [undefined, "--firmware-only"],
    [true, `--app-only ${file} -- 'it'\\''s'`],
  ] as const) {
    const error = await t.throwsAsync(run(on, file, { ...options, ...(appOnly && { appOnly }) }, ["it's"], "dies"));
    const again = `flash it again (npm run -s async-io -- flash ${given} ${what})`;
    t.true(error?.message.includes(again), error?.message);
    const noted = unfinishedFlash(board.name, on.notes, [appOnly ? "app" : "firmware"]);
    t.true(noted?.includes(again), noted);
  }
});

test.serial("killed, it leaves a note that the next command tells of", async (t) => {
  const on = bench(t);
  const { child } = start(on, "slow");
  await untilWriting(on, child);
  child.kill("SIGKILL");
  const pid = on.calls()[0]?.pid ?? 0;
  // Nobody is left to end the tool.
  process.kill(pid, "SIGTERM");
  await once(child, "close");
  t.regex(unfinishedFlash(board.name, on.notes) ?? "", /the board is half flashed: bench_board's firmware/);
});

function start(on: Bench, scenario: string): { child: ChildProcess; stderr: () => string } {
  const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  const child = spawn(
    process.execPath,
    ["--import", import.meta.resolve("tsx"), path("flash-entry.ts"), on.folder, path("fake-west.js")],
    { env: { ...process.env, ...on.environment(scenario), TMPDIR: on.folder }, stdio: ["ignore", "ignore", "pipe"] },
  );
  let text = "";
  child.stderr?.setEncoding("utf8").on("data", (piece: string) => {
    text += piece;
  });
  return { child, stderr: () => text };
}

/** Waits until a process executes nothing any more. */
async function untilEnded(pid: number): Promise<void> {
  while (isRunning(pid)) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Waits until the tool was started and has shown that it writes. */
async function untilWriting(on: Bench, child: ChildProcess): Promise<void> {
  while (!on.output("firmware").includes("auto erase enabled")) {
    if (child.exitCode !== null) {
      throw new Error(`it ended with ${child.exitCode}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
