/** A run on a board that west's runner writes: a fake west and fake tools write it, a pseudo-terminal is its console. */
import test, { type ExecutionContext } from "ava";
import { type FlashResetOptions, flashWithWest } from "../../../../harness/device/flash.ts";
import { launch } from "../../../../harness/device/launch.ts";
import { beginFlash } from "../../../../harness/flash/unfinished.ts";
import { openSerialMachine } from "../../../../harness/machine/serial/machine.ts";
import { Bench, board, type Call } from "../../flash/bench.ts";
import { Pty } from "../../support/pty.ts";

/** The tools' answers are taken from the environment, which all of this process has: one board at a time. */
async function run(
  t: ExecutionContext,
  pty: Pty,
  scenario: string,
  options: Partial<FlashResetOptions> = {},
  bench = new Bench(),
) {
  const before = { ...process.env };
  Object.assign(process.env, bench.environment(scenario));
  t.teardown(() => {
    Object.assign(process.env, { PATH: before.PATH });
    bench.remove();
  });
  const { image, buildDir, progress, usbDevices, notes, logs } = bench.options("app", scenario);
  const reset = flashWithWest({
    ...{ image, buildDir, progress, usbDevices, notes, logs, findWest: () => bench.west(scenario) },
    patience: 50,
    ...options,
  });
  const machine = await openSerialMachine({ port: pty.path, board, reset: (context) => reset(context) });
  const device = await launch({
    machine,
    mapPositions: (text) => text,
    symbols: { resolve: async (addresses) => addresses.map(String) },
  });
  return { device, calls: bench.calls() };
}

const words = ({ name, args }: Call) => `${name} ${args.join(" ")}`;

test.serial("a board that begins anew by itself is not reset again", async (t) => {
  await using pty = await Pty.open();
  pty.boot();
  pty.record({ t: "exit", code: 4 });
  const { device, calls } = await run(t, pty, "ok", { patience: 60_000 });
  t.deepEqual(await device.exit, { code: 4, reason: "program" });
  t.is(calls.length, 1);
  t.regex(calls.map(words).join(), /^openocd .*write_image/);
});

test.serial("a board that does not is reset through its probe", async (t) => {
  await using pty = await Pty.open();
  const { device, calls } = await run(t, pty, "ok");
  t.is(calls.length, 2);
  t.notRegex(words(calls[1] as Call), /write_image/);
  t.regex(words(calls[1] as Call), /reset/);
  pty.boot();
  pty.record({ t: "exit", code: 0 });
  t.deepEqual(await device.exit, { code: 0, reason: "program" });
});

test.serial("a board that cannot be written is told, and its port is let go of", async (t) => {
  await using pty = await Pty.open();
  await t.throwsAsync(run(t, pty, "no-probe"), { code: "ENODEV" });
  const machine = await openSerialMachine({ port: pty.path, board, reset: async () => {} });
  await machine.control.quit();
});

test.serial("where the probe cannot reset the board, its button is asked for", async (t) => {
  await using pty = await Pty.open();
  const notices: string[] = [];
  const running = run(t, pty, "ok", {
    onNotice: (text) => {
      notices.push(text);
      pty.boot();
      pty.record({ t: "exit", code: 0 });
    },
    // From the reset on the tool finds no probe.
    patience: 50,
    progress: {
      say: () => {},
      during: async (_title, work) => {
        const result = await work(() => {});
        process.env.FAKE_TOOL_SCENARIO = "no-probe";
        return result;
      },
    },
  });
  t.deepEqual(await (await running).device.exit, { code: 0, reason: "program" });
  t.is(notices.length, 1);
  t.regex(notices[0] ?? "", /^restarting bench_board with openocd failed: /);
});

test.serial("a firmware that was left half flashed is told of; the program is written anew and is not", async (t) => {
  await using pty = await Pty.open();
  const told = async (region: "firmware" | "app") => {
    const notices: string[] = [];
    const bench = new Bench();
    beginFlash(board.name, region, bench.notes);
    pty.boot();
    pty.record({ t: "exit", code: 0 });
    const { device } = await run(t, pty, "ok", { patience: 60_000, onNotice: (text) => notices.push(text) }, bench);
    t.deepEqual(await device.exit, { code: 0, reason: "program" });
    return notices;
  };
  const [notice = "", ...others] = await told("firmware");
  t.regex(notice, /^the board is half flashed: bench_board's firmware is not valid/);
  t.deepEqual(others, []);
  t.deepEqual(await told("app"), []);
});
