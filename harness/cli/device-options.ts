import { type Command, InvalidArgumentError } from "commander";
import { boardNames } from "../boards/load.ts";
import type { Config } from "../build/kconfig.ts";
import { engines, kernels } from "../choices.ts";
import type { BootOptions } from "../device/options.ts";
import { readConfigOption } from "./config.ts";

/** What the options that hold for all commands come to. */
export interface DeviceOptions {
  kernel: string;
  engine: string;
  board: string;
  qemu?: string;
  firmware?: string;
  config: Config;
}

/** Adds the options that choose the device. */
export function withDeviceOptions(command: Command): Command {
  return command
    .option("--kernel <name>", `the kernel: ${kernels.join(" or ")}`, "freertos")
    .option("--engine <name>", `the JavaScript engine: ${engines.join(" or ")}`, "quickjs")
    .option("--board <name>", `the board: ${boardNames().join(", ")}`, "mps2_an385")
    .option("--config <name=value>", "a Kconfig option of the firmware, as in AIO_MAX_SOCKETS=32", readConfigOption, {})
    .option("--qemu <path>", "the qemu-system-arm to use (default: AIO_QEMU, xpacks/.bin, PATH)");
}

/** Adds the option that takes the firmware as it is. */
export function withFirmwareOption(command: Command): Command {
  return command.option(
    "--firmware <elf>",
    "a firmware that is built already (default: built where its sources changed)",
  );
}

/** The same as `boot` takes them, which checks the names. */
export function bootOptions({ kernel, engine, board, qemu, firmware, config }: DeviceOptions): BootOptions {
  const chosen = { kernel, engine, board } as Pick<BootOptions, "kernel" | "engine" | "board">;
  return { ...chosen, config, ...(qemu !== undefined && { qemu }), ...(firmware !== undefined && { firmware }) };
}

/** Reads an option's value in seconds; fractions are allowed. Returns milliseconds. */
export function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value <= 0) {
    throw new InvalidArgumentError("It must be a number of seconds above 0.");
  }
  return value * 1000;
}
