import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { root } from "../../../harness/base/paths.js";
import type { Board, MemoryRegion } from "../../../harness/boards/board.ts";
import { boardNames, loadBoard } from "../../../harness/boards/load.ts";
import { endOf, overlap } from "../../../harness/boards/region.ts";
import { readConfig } from "../../../harness/build/kconfig.ts";
import { clockOf } from "../../../harness/machine/qemu/board-clock.ts";

const kb = 1024;
/** The sizes of the sectors of each board's flash, from its first address on: the least that can be erased. */
const sectors: Readonly<Record<string, readonly number[]>> = {
  // RM0410, table 3: one bank, as the chip is delivered.
  nucleo_f767zi: [...Array(4).fill(32 * kb), 128 * kb, ...Array(7).fill(256 * kb)],
  // RM0433, table 17: two banks of eight.
  nucleo_h743zi: Array(16).fill(128 * kb),
  // K64P144M120SF5RM, 29.1.1.
  frdm_k64f: Array(256).fill(4 * kb),
};

/** Static RAM of a memory profile on Zephyr beside the heap and the program's stack, of which JerryScript's is given; measured, rounded up. */
function restOf(config: Readonly<Record<string, string>>): { readonly rest: number; readonly stack: number } {
  if (config.AIO_MEMORY_SMALL === "y") {
    return { rest: 54 * kb, stack: 12 * kb };
  }
  return config.AIO_MEMORY_LARGE === "y" ? { rest: 200 * kb, stack: 64 * kb } : { rest: 100 * kb, stack: 48 * kb };
}

/** One of the files of a board that Zephyr's build reads; empty where it has none. */
function read(board: Board, extension: string): string {
  const file = join(root, "boards", board.name, `${board.name}.${extension}`);
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

/** The fixed partitions in an overlay, counted from the start of the flash. */
function partitions(overlay: string): Record<string, MemoryRegion & { unit: number }> {
  const nodes = overlay.matchAll(/(\w+): partition@([\da-f]+) \{[^}]*\breg = <(0x[\da-f]+) (0x[\da-f]+)>;/g);
  return Object.fromEntries(
    Array.from(nodes, ([, label = "", unit, address, size]) => [
      label,
      { unit: Number(`0x${unit}`), address: Number(address), size: Number(size) },
    ]),
  );
}

/** The addresses at which a sector begins or ends. */
function borders(sizes: readonly number[]): Set<number> {
  let at = 0;
  return new Set([0, ...sizes.map((size) => (at += size))]);
}

for (const board of boardNames().map(loadBoard)) {
  const { name, image, memory } = board;
  const config = readConfig(read(board, "conf"));
  const { code_partition: code, app_partition: app } = partitions(read(board, "overlay"));

  test(`${name}: there is nothing in its folder but what the builds read`, (t) => {
    const known = ["board.json", `${name}.conf`, `${name}.overlay`];
    t.deepEqual(
      readdirSync(join(root, "boards", name)).filter((file) => !known.includes(file)),
      [],
    );
  });

  test(`${name}: code, RAM and app image are apart`, (t) => {
    t.false(overlap(memory.code, memory.ram));
    t.false(overlap(memory.code, image));
    t.false(overlap(memory.ram, image));
  });

  test(`${name}: the JavaScript heap leaves RAM for the rest`, (t) => {
    // Kconfig's default, where the board says nothing.
    const heap = Number(config.AIO_JS_HEAP_SIZE ?? 262_144);
    const { rest, stack } = restOf(config);
    const used = heap + rest + Number(config.AIO_JS_STACK_SIZE ?? stack);
    t.true(used <= memory.ram.size, `${used} of ${memory.ram.size}`);
  });

  test(`${name}: it can be run on, in QEMU or through a probe, and Zephyr has it`, (t) => {
    t.true(board.qemu !== undefined || board.hardware !== undefined);
    t.is(board.zephyr?.target.replaceAll("/", "_"), name);
  });

  if (board.hardware === undefined) {
    test(`${name}: Kconfig has the app image where board.json has it`, (t) => {
      t.is(Number(config.AIO_IMAGE_ADDRESS), image.address);
      t.is(Number(config.AIO_IMAGE_SIZE), image.size);
    });

    test(`${name}: a second of Zephyr's is a second of QEMU's`, (t) => {
      // Zephyr's default for these machines.
      t.is(Number(config.SYS_CLOCK_HW_CYCLES_PER_SEC ?? 25_000_000), clockOf(board.qemu?.machine ?? "").frequency);
    });

    test(`${name}: random numbers that are none are for QEMU alone`, (t) => {
      t.is(config.TEST_RANDOM_GENERATOR, "y");
    });
  } else {
    test(`${name}: the devicetree has the firmware and the app image where board.json has them`, (t) => {
      // The firmware starts where the flash does.
      const [codeStart, appStart] = [0, image.address - memory.code.address];
      t.deepEqual(code, { unit: codeStart, address: codeStart, size: memory.code.size });
      t.deepEqual(app, { unit: appStart, address: appStart, size: image.size });
      t.regex(read(board, "overlay"), /zephyr,code-partition = &code_partition;/);
      t.regex(read(board, "overlay"), /async-io,app-partition = &app_partition;/);
      t.is(config.USE_DT_CODE_PARTITION, "y", "the linker keeps the firmware inside its partition");
    });

    test(`${name}: the app image shares no sector of the flash with the firmware`, (t) => {
      const known = borders(sectors[name] ?? []);
      t.true(known.has(app?.address ?? Number.NaN), "it begins at a sector");
      t.true(known.has(endOf(app ?? image)), "and ends with one");
    });

    test(`${name}: random numbers are the chip's, and the app image is where the devicetree says, by themselves`, (t) => {
      t.is(config.TEST_RANDOM_GENERATOR, undefined);
      t.is(config.ENTROPY_GENERATOR, undefined);
      t.is(config.AIO_IMAGE_ADDRESS, undefined);
      t.is(config.AIO_IMAGE_SIZE, undefined);
    });
  }
}
