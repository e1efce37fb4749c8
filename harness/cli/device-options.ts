import { type Command, InvalidArgumentError } from "commander";
import { engines, kernels } from "../base/choices.ts";
import { boardNames } from "../boards/load.ts";
import type { Config } from "../build/kconfig.ts";
import type { BootOptions } from "../device/options.ts";
import { readConfigOption } from "./config.ts";

/** What the options that hold for all commands come to. */
export interface DeviceOptions {
  kernel?: string;
  engine?: string;
  board?: string;
  workspace?: string;
  qemu?: string;
  firmware?: string;
  release?: true;
  config?: Config;
}

/** Adds the options that choose the device. */
export function withDeviceOptions(command: Command): Command {
  return command
    .option(
      "--kernel <name>",
      `the kernel: ${kernels.join(" or ")} (default: AIO_KERNEL, package.json, or zephyr where there is a west workspace)`,
    )
    .option(
      "--engine <name>",
      `the JavaScript engine: ${engines.join(" or ")} (default: AIO_ENGINE, package.json, or the kernel's usual one)`,
    )
    .option("--board <name>", `the board: ${boardNames().join(", ")} (default: AIO_BOARD, package.json, or mps2_an385)`)
    .option(
      "--workspace <folder>",
      "the west workspace with Zephyr and JerryScript (default: ZEPHYR_BASE, west topdir)",
    )
    .option("--release", "programs as byte code, and stacks without positions; with JerryScript")
    .option(
      "--config <name=value>",
      "a Kconfig option of the firmware, as in AIO_MAX_SOCKETS=32, or a file of them, NAME.conf",
      readConfigOption,
    )
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
export function bootOptions({ config = {}, ...rest }: DeviceOptions): BootOptions {
  const { kernel, engine, board, workspace, qemu, firmware, release } = rest;
  const given = Object.entries({ kernel, engine, board, workspace, qemu, firmware, release }).filter(
    ([, value]) => value !== undefined,
  );
  return { ...(Object.fromEntries(given) as BootOptions), config };
}

/** Reads an option's value in seconds; fractions are allowed. Returns milliseconds. */
export function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value <= 0) {
    throw new InvalidArgumentError("It must be a number of seconds above 0.");
  }
  return value * 1000;
}
