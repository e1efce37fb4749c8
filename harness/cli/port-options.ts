import { type Command, InvalidArgumentError } from "commander";
import type { BootOptions } from "../device/options.ts";

/** How a board is reached. */
export type PortOptions = Pick<BootOptions, "port" | "baud" | "runner" | "probe">;

/** Adds the options of a board's serial port. */
export function withPortOptions(command: Command, help = "the serial port of a board: /dev/ttyACM0"): Command {
  return command
    .option("--port <path>", help)
    .option("--baud <rate>", "the port's speed in bits a second (default: the board's)", readBaud);
}

/** Adds the options of a board's debug probe. */
export function withProbeOptions(command: Command): Command {
  return command
    .option("--runner <name>", "which of west's runners writes the board (default: the board's first)")
    .option("--probe <id>", "the serial number of the board's debug probe, where several are connected");
}

/** Those of the options that were given. */
export function portOptions({ port, baud, runner, probe }: PortOptions): PortOptions {
  return {
    ...(port !== undefined && { port }),
    ...(baud !== undefined && { baud }),
    ...(runner !== undefined && { runner }),
    ...(probe !== undefined && { probe }),
  };
}

function readBaud(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) {
    throw new InvalidArgumentError("It must be a whole number above 0, as in 115200.");
  }
  return Number(text);
}
