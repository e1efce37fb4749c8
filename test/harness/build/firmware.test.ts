/** The firmware's build, as far as it fails early: it is built for real by every test that boots a device. */
import { tmpdir } from "node:os";
import test from "ava";
import { UsageError } from "../../../harness/base/errors.ts";
import { ensureFirmware } from "../../../harness/build/firmware.ts";

const silent = { say: () => {}, during: <T>(_: string, work: (detail: () => void) => Promise<T>) => work(() => {}) };
const usual = { kernel: "freertos", engine: "quickjs", board: "mps2_an385", progress: silent } as const;

test("without a workspace the message says what makes one", async (t) => {
  const nowhere = { workspace: tmpdir() };
  await t.throwsAsync(ensureFirmware({ ...usual, kernel: "zephyr", engine: "jerryscript", ...nowhere }), {
    instanceOf: UsageError,
    message: /--workspace .* is in no west workspace.*`.*setup --zephyr` makes one/,
  });
  await t.throwsAsync(ensureFirmware({ ...usual, engine: "jerryscript", ...nowhere }), {
    instanceOf: UsageError,
    message: /`.*setup --zephyr` makes one/,
  });
});

test("an option out of its range is named with what it may be, and again the next time", async (t) => {
  for (const _ of [1, 2]) {
    await t.throwsAsync(ensureFirmware({ ...usual, config: { AIO_MAX_TIMERS: 5000 } }), {
      instanceOf: UsageError,
      message: "--config: CONFIG_AIO_MAX_TIMERS takes a number from 1 to 1024, not 5000",
    });
  }
});

test("an option that does not exist is named, and progress says which firmware it is about", async (t) => {
  const titles: string[] = [];
  const during: typeof silent.during = (title, work) => {
    titles.push(title);
    return silent.during(title, work);
  };
  const options = { ...usual, progress: { ...silent, during }, config: { AIO_MAX_TIMRES: 8, AIO_BENCH: true } };
  await t.throwsAsync(ensureFirmware(options), {
    message: "--config: there is no option AIO_MAX_TIMRES; did you mean AIO_MAX_TIMERS?",
  });
  t.deepEqual(titles, [
    "Configuration of the firmware for mps2_an385, freertos, quickjs with AIO_BENCH=y, AIO_MAX_TIMRES=8",
  ]);
});

test("calls for one firmware share one build, and one that failed is tried again", async (t) => {
  const wrong = { ...usual, config: { AIO_MAX_SOCKETS: -1 } };
  const first = ensureFirmware(wrong);
  t.is(ensureFirmware({ ...usual, config: { CONFIG_AIO_MAX_SOCKETS: -1 } }), first);
  await t.throwsAsync(first);
  const second = ensureFirmware(wrong);
  t.not(second, first);
  await t.throwsAsync(second);
});
