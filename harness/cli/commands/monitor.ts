import { boardNames } from "../../boards/load.ts";
import { elfSymbols, type Symbols } from "../../console/symbols.ts";
import { chooseBoard, chooseDevice } from "../../device/choose-device.ts";
import { loadProgram } from "../../device/program.ts";
import { monitor } from "../../machine/serial/monitor.ts";
import type { AddCommand } from "../context.ts";
import { note } from "../note.ts";
import { type PortOptions, withPortOptions } from "../port-options.ts";
import { standardOutput } from "../standard-output.ts";

interface Options extends Pick<PortOptions, "port" | "baud"> {
  board?: string;
  firmware?: string;
}

/** Without the firmware's ELF file a backtrace is what the board sent: addresses. */
const addresses: Symbols = {
  resolve: async (pcs) => pcs.map((pc) => `0x${pc.toString(16).padStart(8, "0")}`),
};

/** `async-io monitor`: the console of a board, until Ctrl-C. */
export const addMonitor: AddCommand = (program, { signal }) => {
  withPortOptions(
    program
      .command("monitor")
      .description("show a board's console: its output on stdout, what the firmware tells on stderr")
      .argument("[file]", "the TypeScript program that runs there, for the positions in its stacks")
      .option(
        "--board <name>",
        `the board: ${boardNames().join(", ")} (default: AIO_BOARD, package.json, or mps2_an385)`,
      )
      .option("--firmware <elf>", "the firmware that runs there, for the functions in its backtraces"),
    "the board's serial port (default: the only one with the board's USB ids)",
  ).action(async (file: string | undefined, { board, firmware, ...options }: Options) => {
    const stopped = new AbortController();
    const output = standardOutput(() => stopped.abort());
    const asked = board === undefined ? {} : { board };
    const { mapPositions } =
      file === undefined ? { mapPositions: (text: string) => text } : await loadProgram(file, chooseDevice(asked));
    await monitor({
      ...options,
      board: chooseBoard(asked),
      mapPositions,
      symbols: firmware === undefined ? addresses : elfSymbols(firmware),
      onOutput: output.write,
      onNotice: note,
      input: process.stdin,
      signal: AbortSignal.any([signal, stopped.signal]),
    });
  });
};
