import { loadBoard } from "../../boards/load.ts";
import { ensureFirmware } from "../../build/firmware.ts";
import { writeImage } from "../../build/index.ts";
import { type Choices, checkOptions } from "../../device/options.ts";
import { loadProgram, packProgram } from "../../device/program.ts";
import {
  checkOverflow,
  checkRoom,
  type Footprint,
  footprint,
  heapPart,
  type PartSize,
  type Room,
} from "../../footprint/index.ts";
import type { AddCommand } from "../context.ts";
import { bootOptions, type DeviceOptions, withDeviceOptions } from "../device-options.ts";
import { bytes, table } from "../table.ts";
import { tellChoice } from "../tell-choice.ts";

interface SizeOptions extends DeviceOptions {
  json?: boolean;
}

/** `async-io size`: what the firmware needs of flash and RAM, by part, and whether the board has it. */
export const addSize: AddCommand = (program, { signal }) => {
  withDeviceOptions(
    program
      .command("size")
      .description("what the firmware needs of flash and RAM, by part, and whether it fits into the board")
      .argument("[file]", "a TypeScript program: whether its app image fits is looked at too")
      .option("--json", "print JSON instead of a table"),
  ).action(async (file: string | undefined, options: SizeOptions) => {
    const given = bootOptions(options);
    const choices = checkOptions(given);
    tellChoice(given);
    const board = loadBoard(choices.board);
    const { dir, config } = await ensureFirmware({ ...choices, signal }).catch((error) => {
      checkOverflow(board, error);
      throw error;
    });
    const { parts, room } = await footprint(dir, board);
    const memories = { ...room, ...(file !== undefined && { image: await imageRoom(file, choices, dir) }) };
    const report = options.json ? json : text;
    process.stdout.write(report(parts, memories, config.AIO_MEMORY_PROFILE));
    checkRoom(board.name, memories);
  });
};

/** Room in the app partition; a program that is too large for it is told of below the table, as the firmware is. */
async function imageRoom(file: string, choices: Choices, dir: string): Promise<Room> {
  const program = await packProgram(await loadProgram(file, choices), choices, dir);
  return { used: writeImage(program).length, size: loadBoard(choices.board).image.size };
}

type Memories = Footprint["room"] & { readonly image?: Room };

/** @param profile the memory profile; a firmware that was built elsewhere may have none */
type Report = (parts: readonly PartSize[], memories: Memories, profile: string | undefined) => string;

const json: Report = (parts, memories, profile) =>
  `${JSON.stringify({ profile, parts, total: sum("total", parts), ...memories }, null, 2)}\n`;

const text: Report = (parts, { code, ram, image }, profile) => {
  const isHeap = ({ part }: PartSize) => part === heapPart;
  const others = parts.filter((part) => !isHeap(part));
  const rows = [...others, sum("without the heap", others), ...parts.filter(isHeap), sum("total", parts)];
  const memories = [
    ["code", code],
    ["RAM", ram],
    ["app image", image],
  ] as const;
  return [
    table([["bytes", "flash", "RAM"], ...rows.map(({ part, flash, ram }) => [part, bytes(flash), bytes(ram)])]),
    table([
      ["of the board", "used", "there is", "left"],
      ...memories.flatMap(([name, room]) =>
        room === undefined ? [] : [[name, bytes(room.used), bytes(room.size), bytes(room.size - room.used)]],
      ),
    ]),
    ...(profile === undefined ? [] : [`memory profile: ${profile}\n`]),
  ].join("\n");
};

function sum(part: string, parts: readonly PartSize[]): PartSize {
  return {
    part,
    flash: parts.reduce((total, { flash }) => total + flash, 0),
    ram: parts.reduce((total, { ram }) => total + ram, 0),
  };
}
