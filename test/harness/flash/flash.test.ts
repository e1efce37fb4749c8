/** `flash` and `resetBoard` against fake tools: through a fake west, and through the real one where a workspace is found. */
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import type { Progress } from "../../../harness/base/progress.ts";
import {
  type FlashError,
  type FlashOptions,
  flash,
  resetBoard,
  unfinishedFlash,
} from "../../../harness/flash/index.ts";
import { Bench, board, isRunning, silent } from "./bench.ts";
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

test("west is looked for", (t) => {
  t.log(real === undefined ? "no west workspace: only the fake west is tried" : "with west's own runners too");
  t.pass();
});

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
    test(title(`${runner} writes the app image at its address, on the probe that was named`), async (t) => {
      const on = bench(t);
      const result = await flash(options(on, "app", "ok", { runner, probe: "P1" }));
      t.is(result.runner, runner);
      const [call] = on.calls();
      t.is(on.calls().length, 1);
      t.is(call?.name, runner);
      t.regex(call?.args.join(" ") ?? "", command);
      t.regex(call?.hex ?? "", appHex);
      t.notRegex([...(call?.args ?? []), ...(call?.script ?? [])].join(" "), /^erase|mass|chip|--erase/m);
      t.is(unfinishedFlash(board.name, on.notes), undefined);
    });

    test(title(`${runner} writes the build's firmware`), async (t) => {
      const on = bench(t);
      await flash(options(on, "firmware", "ok", { runner }));
      const [call] = on.calls();
      t.is(call?.hex, ":00000001FF\n");
    });

    test(title(`no probe for ${runner}: nothing was written`), async (t) => {
      const on = bench(t);
      const error = await refused(t, options(on, "firmware", "no-probe", { runner }));
      t.is(error.code, "ENODEV");
      t.is(error.exitCode, 69);
      t.false(error.halfFlashed);
      t.regex(
        error.message,
        /no probe is connected: plug bench_board's debug port .*\nnothing was written to bench_board\n/,
      );
      t.is(unfinishedFlash(board.name, on.notes), undefined);
    });

    test(title(`${runner} dies while it writes the firmware: the board is half flashed`), async (t) => {
      const on = bench(t);
      const error = await refused(t, options(on, "firmware", "dies", { runner }));
      t.is(error.code, "EIO");
      t.is(error.exitCode, 74);
      t.true(error.halfFlashed);
      t.regex(
        error.message,
        /\nthe board is half flashed: bench_board's firmware is not valid until you flash it again \(npm run -s async-io -- flash --board bench_board --firmware-only\)\n/,
      );
      t.regex(unfinishedFlash(board.name, on.notes) ?? "", /half flashed: bench_board's firmware/);
      await flash(options(on, "firmware", "ok", { runner }));
      t.is(unfinishedFlash(board.name, on.notes), undefined);
    });

    test(
      title(`${runner} is interrupted while it writes the app: nobody goes on writing, and it is said`),
      async (t) => {
        const on = bench(t);
        const controller = new AbortController();
        const error = await refused(
          t,
          options(on, "app", "slow", {
            runner,
            signal: controller.signal,
            progress: whenWriting(() => controller.abort(new Error("stop"))),
          }),
        );
        t.is(error.code, "ECANCELED");
        t.true(error.halfFlashed);
        t.regex(
          error.message,
          /the board is half flashed: bench_board's app is not valid .* refuses the damaged image/,
        );
        const [call] = on.calls();
        t.false(isRunning(call?.pid ?? 0));
      },
    );
  }

  test(title("what was read back differs: the board is half flashed"), async (t) => {
    const on = bench(t);
    const error = await refused(t, options(on, "firmware", "verify"));
    t.is(error.code, "EILSEQ");
    t.regex(error.message, /first at 0x08002000\nthe board is half flashed: bench_board's firmware is not valid/);
  });

  test(title("a tool that lies about success is not believed"), async (t) => {
    const on = bench(t);
    const error = await refused(t, options(on, "app", "ok-verify", { runner: "jlink" }));
    t.is(error.code, "EILSEQ");
    t.true(error.halfFlashed);
  });

  test(title("two probes that only the tool sees: their ids are listed"), async (t) => {
    const on = bench(t);
    const error = await refused(t, options(on, "app", "two-probes", { runner: "pyocd" }));
    t.is(error.code, "EINVAL");
    t.regex(error.message, /choose one with --probe ID; there are 066DFF545150898367163727 .* and 0240000034544e45/);
    t.false(error.halfFlashed);
  });

  for (const [runner, tool] of [
    ["openocd", /openocd is not installed: install OpenOCD 0\.12/],
    ["pyocd", /pyocd is not installed: .*pipx install pyocd/],
    ["jlink", /JLinkExe is not installed: .*segger\.com/],
    ["stm32cubeprogrammer", /STM32_Programmer_CLI is not installed: .*st\.com/],
  ] as const) {
    test(title(`${runner}'s tool is not installed`), async (t) => {
      const on = bench(t, { tools: [] });
      const error = await refused(t, options(on, "firmware", "ok", { runner }));
      t.is(error.code, "ENOENT");
      t.regex(error.message, tool);
      t.false(error.halfFlashed);
    });
  }
}

test("two probes: their ids are listed before any tool is started, which would take the first", async (t) => {
  const on = bench(t);
  on.plug("066A");
  on.plug("066B");
  on.plug("keyboard", { vendor: "046d", product: "c31c" });
  const error = await refused(t, on.options("firmware", "ok"));
  t.is(error.code, "EINVAL");
  t.is(error.exitCode, 64);
  t.is(
    error.message,
    "more than one probe is connected: choose one with --probe ID; there are 066A (STM32 STLink) and 066B (STM32 STLink)",
  );
  t.deepEqual(on.calls(), []);
  await flash(on.options("firmware", "ok", { probe: "066B" }));
  t.true(on.calls()[0]?.args.includes("adapter serial 066B"));
});

test("probes of another make are none of a runner's", async (t) => {
  const on = bench(t);
  on.plug("066A");
  on.plug("621000000", { vendor: "1366", product: "0105", name: "J-Link" });
  await flash(on.options("firmware", "ok", { runner: "jlink" }));
  await flash(on.options("firmware", "ok", { runner: "openocd" }));
  t.is(on.calls().length, 2);
});

test("a probe that is not there: those that are there are named", async (t) => {
  const on = bench(t);
  on.plug("066A");
  const error = await refused(t, on.options("firmware", "no-probe", { probe: "066X" }));
  t.is(error.code, "ENODEV");
  t.regex(error.message, /no probe has the id 066X: connected is 066A \(STM32 STLink\)\nnothing was written/);
});

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

test("a board that is no hardware, a runner that it does not have, and one that Zephyr lacks", async (t) => {
  const on = bench(t);
  const { hardware, ...qemu } = board;
  const code = async (more: Partial<FlashOptions>) => (await refused(t, on.options("firmware", "ok", more))).code;
  t.is(await code({ board: qemu }), "ENOTSUP");
  t.is(await code({ runner: "dfu-util" }), "EINVAL");
  on.writeRunners("runners:\n- jlink\n");
  const error = await refused(t, on.options("firmware", "ok"));
  t.is(error.code, "ENOTSUP");
  t.regex(error.message, /Zephyr does not flash bench_board with openocd: choose --runner among jlink/);
  t.not(hardware, undefined);
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

test("a terminal shows a title and a bar", async (t) => {
  const on = bench(t);
  const shown: string[] = [];
  const during: Progress["during"] = (title, work) => {
    shown.push(title);
    return work((line) => void shown.push(line));
  };
  await flash(on.options("app", "ok", { runner: "pyocd", progress: { say: () => {}, during } }));
  t.is(shown[0], "App into bench_board, with pyocd");
  t.regex(shown.at(-1) ?? "", /^█{24} 100 % Programming · \d+ s$/);
});

const resets = {
  openocd:
    /^-s \S+\/support -s \/usr\/share\/openocd\/scripts -f \S+\/support\/openocd\.cfg -c adapter serial P1 -c init -c reset run -c shutdown$/,
  pyocd: /^reset --no-wait -t k64f -u P1$/,
  jlink: /^-USB P1 -nogui 1 -if swd -speed 4000 -device STM32H743ZI -CommanderScript \S+\.jlink$/,
  stm32cubeprogrammer: /^--connect port=swd sn=P1 -hardRst$/,
} as const;
for (const [runner, command] of Object.entries(resets)) {
  test.serial(`${runner} restarts a board without writing`, async (t) => {
    const on = bench(t);
    Object.assign(process.env, on.environment("ok"));
    await resetBoard({ ...reach(on), runner, probe: "P1" });
    const [call] = on.calls();
    t.regex(call?.args.join(" ") ?? "", command);
    t.deepEqual(call?.script, runner === "jlink" ? ["ExitOnError 1\nr\ng\nq\n"] : []);
    t.deepEqual(readdirSync(on.folder).includes("notes"), false);
  });
}

test.serial("a board that cannot be restarted says why", async (t) => {
  const on = bench(t);
  Object.assign(process.env, on.environment("no-probe"));
  const error = (await t.throwsAsync(resetBoard(reach(on)))) as FlashError;
  t.is(error.code, "ENODEV");
  t.regex(error.message, /^restarting bench_board with openocd failed: no probe is connected/);
  t.false(error.halfFlashed);
});

test.serial("a tool that is not installed cannot restart a board", async (t) => {
  const on = bench(t, { tools: [] });
  process.env.PATH = on.bin;
  const error = (await t.throwsAsync(resetBoard(reach(on)))) as FlashError;
  t.is(error.code, "ENOENT");
  t.regex(error.message, /openocd is not installed: install OpenOCD 0\.12/);
});

function reach(on: Bench) {
  return { board, buildDir: on.buildDir, usbDevices: on.usbDevices, logs: on.logs, progress: silent };
}

/** Calls back once the tool shows that it writes. */
function whenWriting(call: () => void): Progress {
  return {
    say: () => {},
    during: (_title, work) => work((line) => (/40 %|auto erase enabled/.test(line) ? call() : undefined)),
  };
}
