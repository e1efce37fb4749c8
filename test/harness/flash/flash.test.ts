/** `flash` against fake tools: through a fake west, and through the real one where a workspace is found. */
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { type FlashError, type FlashOptions, flash, unfinishedFlash } from "../../../harness/flash/index.ts";
import { Bench, board, isRunning } from "./bench.ts";
import { findWest } from "./real-west.ts";

// Each flash listens for this process to end, and the tests flash side by side.
process.setMaxListeners(0);
const real = findWest();
const wests = [{ name: "a fake west", west: undefined }, ...(real === undefined ? [] : [{ name: "west", west: real }])];
/** `an image` at 0x08100000, filled up to 32 bytes. */
const appHex = /^:020000040810E2\n:10000000616E20696D616765F{16}\w\w\n:10001000F{32}\w\w\n:00000001FF\n$/;

function bench(t: ExecutionContext, options?: ConstructorParameters<typeof Bench>[0]): Bench {
  const made = new Bench(options);
  t.teardown(() => made.remove());
  return made;
}

async function refused(t: ExecutionContext, options: FlashOptions): Promise<FlashError> {
  const error = await t.throwsAsync(flash(options));
  return error as FlashError;
}

for (const { name, west } of wests) {
  const title = (text: string) => `${text}, through ${name}`;
  const options = (on: Bench, what: "firmware" | "app", scenario: string, more: Partial<FlashOptions> = {}) =>
    on.options(what, scenario, { west: on.west(scenario, west), ...more });

  const commands = {
    openocd: /(?:-c adapter serial P1 .*)?flash write_image erase \S+\.hex/,
    pyocd: /^flash .*-u P1 .*--no-wait \S+\.hex$/,
    jlink: /-USB P1/,
    stm32cubeprogrammer: /^--connect port=swd(?: reset=HWrst)? sn=P1 --download \S+\.hex/,
  } as const;
  for (const [runner, command] of Object.entries(commands)) {
    test(
      title(`${runner} writes the firmware, and the app image at its address, on the probe that was named`),
      async (t) => {
        const on = bench(t);
        await flash(options(on, "firmware", "ok", { runner }));
        const result = await flash(options(on, "app", "ok", { runner, probe: "P1" }));
        t.is(result.runner, runner);
        const [firmware, app] = on.calls();
        t.is(firmware?.hex, ":00000001FF\n");
        t.is(app?.name, runner);
        t.regex(app?.args.join(" ") ?? "", command);
        t.regex(app?.hex ?? "", appHex);
        t.notRegex([...(app?.args ?? []), ...(app?.script ?? [])].join(" "), /^erase|mass|chip|--erase/m);
        t.is(unfinishedFlash(board.name, on.notes), undefined);
      },
    );

    test(title(`${runner} finds no probe: what it says is passed on, and nothing was written`), async (t) => {
      const on = bench(t);
      const error = await refused(t, options(on, "firmware", "no-probe", { runner }));
      t.like(error, { code: "EIO", exitCode: 69, halfFlashed: false });
      t.regex(
        error.message,
        /failed: west ended with 1\n {2}\| .*\nnothing was written to bench_board\nThe whole output is in /s,
      );
      t.is(unfinishedFlash(board.name, on.notes), undefined);
    });

    test(title(`${runner} dies while it writes the firmware: the board is half flashed`), async (t) => {
      const on = bench(t);
      const error = await refused(t, options(on, "firmware", "dies", { runner }));
      t.like(error, { code: "EIO", exitCode: 74, halfFlashed: true });
      t.regex(
        error.message,
        /\nthe board is half flashed: bench_board's firmware is not valid until you flash it again \(npm run -s async-io -- flash --board bench_board --firmware-only\)\n/,
      );
      t.regex(unfinishedFlash(board.name, on.notes) ?? "", /half flashed: bench_board's firmware/);
      await flash(options(on, "firmware", "ok", { runner }));
      t.is(unfinishedFlash(board.name, on.notes), undefined);
    });
  }

  test(title("interrupted while it writes the app, nobody goes on writing, and it is said"), async (t) => {
    const on = bench(t);
    const controller = new AbortController();
    const stop = (line: string) => line.includes("auto erase enabled") && controller.abort(new Error("stop"));
    const progress: FlashOptions["progress"] = { say: () => {}, during: (_title, work) => work(stop) };
    const error = await refused(t, options(on, "app", "slow", { signal: controller.signal, progress }));
    t.like(error, { code: "ECANCELED", halfFlashed: true });
    t.regex(error.message, /the board is half flashed: bench_board's app is not valid .* refuses the damaged image/);
    t.false(isRunning(on.calls()[0]?.pid ?? 0));
  });

  for (const [runner, scenario, said] of [
    ["jlink", "ok-verify", /Failed to verify @ address 0x0000C000/],
    ["openocd", "ok-no-flash", /no flash bank found for address 0x08200000/],
    ["pyocd", "ok-no-flash", /Failed to add data chunk/],
  ] as const) {
    test(title(`${runner} is not believed where it calls a failure a success`), async (t) => {
      const on = bench(t);
      const error = await refused(t, options(on, "app", scenario, { runner }));
      t.like(error, { code: "EIO", halfFlashed: true });
      t.regex(error.message, /west ended with 0, but its tool failed/);
      t.regex(error.message, said);
    });
  }

  test(title("a tool that is not installed is named by west"), async (t) => {
    const on = bench(t, { tools: [] });
    const error = await refused(t, options(on, "firmware", "ok"));
    t.false(error.halfFlashed);
    t.regex(error.message, /required program \S*openocd not found/);
  });
}

test("an image that is larger than its partition is refused before any tool is started", async (t) => {
  const on = bench(t);
  const error = await refused(t, on.options("app", "ok", { image: Buffer.alloc(0x4_0001) }));
  t.is(error.code, "EFBIG");
  t.regex(error.message, /the app image has 262145 bytes, bench_board's app partition 262144/);
  t.deepEqual(on.calls(), []);
  await flash(on.options("app", "ok", { image: Buffer.alloc(0x4_0000) }));
});

test("a firmware without an app partition is flashed, but no app", async (t) => {
  const on = bench(t);
  on.writeConfig("");
  const error = await refused(t, on.options("app", "ok"));
  t.is(error.code, "ENOTSUP");
  t.regex(error.message, /bench_board has no app partition: label one app_partition/);
  await flash(on.options("firmware", "ok"));
  t.is(on.calls().length, 1);
});

test("a board that is no hardware, and a runner that it does not have, are refused", async (t) => {
  const on = bench(t);
  const { hardware: _, ...qemu } = board;
  t.is((await refused(t, on.options("firmware", "ok", { board: qemu }))).code, "ENOTSUP");
  t.is((await refused(t, on.options("firmware", "ok", { runner: "dfu-util" }))).code, "EINVAL");
});

test("a build without zephyr.hex is refused: the binary does not say where it belongs", async (t) => {
  const on = bench(t);
  rmSync(join(on.buildDir, "zephyr", "zephyr.hex"));
  const error = await refused(t, on.options("firmware", "ok", { runner: "pyocd" }));
  t.is(error.code, "ENOENT");
  t.regex(error.message, /CONFIG_BUILD_OUTPUT_HEX=y in boards\/bench_board\/bench_board\.conf/);
  t.deepEqual(on.calls(), []);
});

test("stlink is what people call STM32CubeProgrammer", async (t) => {
  const on = bench(t);
  t.is((await flash(on.options("firmware", "ok", { runner: "stlink" }))).runner, "stm32cubeprogrammer");
});

test("a firmware that was left half written stays so where nothing is written, or the other region is", async (t) => {
  const on = bench(t);
  await refused(t, on.options("firmware", "dies"));
  await refused(t, on.options("firmware", "no-probe"));
  await flash(on.options("app", "ok"));
  t.regex(unfinishedFlash(board.name, on.notes) ?? "", /half flashed: bench_board's firmware/);
});

test("aborted before it begins, nothing is started", async (t) => {
  const on = bench(t);
  const error = await t.throwsAsync(flash(on.options("app", "ok", { signal: AbortSignal.abort(new Error("no")) })));
  t.is(error?.message, "no");
  t.deepEqual(on.calls(), []);
  t.false(existsSync(on.notes));
});
