import { loadBoard } from "../boards/load.ts";
import { writeImage } from "../build/index.ts";
import { elfSymbols } from "../console/symbols.ts";
import { flashCommand } from "../flash/index.ts";
import { checkBoot } from "../machine/serial/check-boot.ts";
import { openSerialMachine, type Reset } from "../machine/serial/machine.ts";
import { checkPort } from "../machine/serial/open-port.ts";
import { findWorkspace, west } from "../zephyr/index.ts";
import { BoardNetwork } from "./board-network.ts";
import type { Device } from "./device.ts";
import { flashWithWest } from "./flash.ts";
import { heapAdvice } from "./heap-advice.ts";
import { launch } from "./launch.ts";
import { explainNetworkFailure } from "./network-failure.ts";
import type { Choices } from "./options.ts";
import { prepare } from "./prepare.ts";
import { type Builtin, type LoadedProgram, packProgram } from "./program.ts";

/** A board asks for its address by DHCP, for which the firmware waits 15 s, and a switch may take some seconds before. */
const bootTimeout = 45_000;

/** Starts a program on a board: it is written into the board's flash, and the port is listened to from before that on. */
export async function startOnBoard(
  choices: Choices & { port: string },
  program: string | Builtin,
  loaded: LoadedProgram,
): Promise<Device> {
  const { port, baud, kernel, engine, args = [], flash, signal } = choices;
  const board = loadBoard(choices.board);
  // A build takes a minute; that the port cannot be had is known at once.
  await checkPort(port, board);
  const firmware = await prepare(program, choices);
  // No address: the board asks its real network for one. No seed: each boot from flash would have the same random bytes.
  const image = writeImage({
    ...(await packProgram(loaded, choices, firmware.dir)),
    args,
    epoch: Date.now(),
    capacity: board.image.size,
  });
  const findWest = () => west(findWorkspace(choices));
  const reset: Reset =
    flash === undefined
      ? flashWithWest({ ...choices, image, buildDir: firmware.dir, findWest, again: againOf(program, choices) })
      : ({ signal: stopped }) => flash(image, stopped);
  const machine = await openSerialMachine({ port, board, baud, reset, signal });
  const network = new BoardNetwork();
  return launch({
    bootTimeout,
    ...choices,
    machine,
    port: network,
    info: {
      name: choices.name ?? loaded.name,
      kernel,
      engine,
      board: board.name,
      time: "real",
      firmware: firmware.elf,
    },
    mapPositions: loaded.mapPositions,
    explainEnd: (output) => heapAdvice(output, { engine, size: loaded.code.length, ram: board.memory.ram.size }),
    symbols: elfSymbols(firmware.elf),
    objectTo: (record) => {
      network.note(record);
      return checkBoot(record, { board, kernel, engine }) ?? explainNetworkFailure(record, "board");
    },
  });
}

/** What writes the program again where a run of it was ended while it did. */
function againOf(program: string | Builtin, choices: Choices): string {
  return flashCommand("app", { ...choices, ...(typeof program === "string" && { file: program }) });
}
