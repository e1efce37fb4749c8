/** A run on a board that west's runner writes: a fake west and fake tools write it, a pseudo-terminal is its console. */
import test, { type ExecutionContext } from "ava";
import { type FlashResetOptions, flashWithWest } from "../../../../harness/device/flash.ts";
import { launch } from "../../../../harness/device/launch.ts";
import { beginFlash } from "../../../../harness/flash/unfinished.ts";
import { openSerialMachine } from "../../../../harness/machine/serial/machine.ts";
import { Bench, board } from "../../flash/bench.ts";
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
  const { image, buildDir, progress, notes, logs } = bench.options("app", scenario);
  const reset = flashWithWest({
    ...{ image, buildDir, progress, notes, logs, findWest: () => bench.west(scenario) },
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

test.serial("a board that begins anew by itself is not reset again", async (t) => {
  await using pty = await Pty.open();
  pty.boot();
  pty.record({ t: "exit", code: 4 });
  const { device, calls } = await run(t, pty, "ok", { patience: 60_000 });
  t.deepEqual(await device.exit, { code: 4, reason: "program" });
  t.is(calls.length, 1);
  t.regex(calls[0]?.args.join(" ") ?? "", /write_image/);
});

test.serial("a board that does not is to be reset by hand", async (t) => {
  await using pty = await Pty.open();
  const write = process.stderr.write;
  t.teardown(() => Object.assign(process.stderr, { write }));
  const asked: string[] = [];
  process.stderr.write = (text) => {
    asked.push(String(text));
    if (asked.length === 1) {
      pty.boot();
      pty.record({ t: "exit", code: 0 });
    }
    return true;
  };
  const { device, calls } = await run(t, pty, "ok");
  t.deepEqual(await device.exit, { code: 0, reason: "program" });
  t.regex(asked[0] ?? "", /^Press the reset button of the bench_board on /);
  t.is(calls.length, 1);
});

test.serial("a board that cannot be written is told, and its port is let go of", async (t) => {
  await using pty = await Pty.open();
  await t.throwsAsync(run(t, pty, "no-probe"), { code: "EIO" });
  const machine = await openSerialMachine({ port: pty.path, board, reset: async () => {} });
  await machine.control.quit();
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
