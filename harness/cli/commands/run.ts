import { UsageError } from "../../base/errors.ts";
import { isApplication } from "../../device/application.ts";
import type { AddCommand, CommandContext } from "../context.ts";
import { deviceCount } from "../device-count.ts";
import { bootOptions, seconds, withDeviceOptions, withFirmwareOption } from "../device-options.ts";
import { readForward } from "../forward.ts";
import { withLinkOptions } from "../link-options.ts";
import { note } from "../note.ts";
import { withPortOptions, withProbeOptions } from "../port-options.ts";
import { type RunOptions, runDevices } from "../run-devices.ts";
import { standardOutput } from "../standard-output.ts";
import { tellChoice } from "../tell-choice.ts";
import { watchProgram } from "../watch-program.ts";

/** Where stdout cannot be written: what a shell shows for a program that wrote into a closed pipe, and EX_IOERR of sysexits.h. */
const outputCodes = { brokenPipe: 141, inputOutput: 74 } as const;

/**
 * `async-io run FILE.ts`: what the program logs on stdout, its errors and warnings and everything else on stderr, the program's exit code.
 */
export const addRun: AddCommand = (program, context) => {
  const command = withFirmwareOption(
    withDeviceOptions(
      program
        .command("run")
        .description("run a program on the device, print its console, exit with its code")
        .argument("<file>", "the TypeScript program")
        .argument("[args...]", "the program's arguments, behind --")
        .option("--time <profile>", "real, or virtual: counted in instructions, idle time is skipped", "real")
        .option(
          "--forward <host:device>",
          "make a TCP port of the device (of the first one) a port of this machine, or HOST:DEVICE/udp",
          readForward,
        )
        .option(
          "--devices <count>",
          "run the program on so many devices of one network, called FILE-1.test and on; {index}, {name} and {count} in the arguments are each device's own",
          deviceCount,
          1,
        )
        .option("--capture <file>", "write every frame on the network into a pcapng file")
        .option("--timeout <seconds>", "end the run after so long, with exit code 71", seconds)
        .option("--watch", "run it again whenever a file that it is made of is saved, until Ctrl-C"),
    ),
  );
  withProbeOptions(
    withPortOptions(withLinkOptions(command), "run on the board on this serial port, and not in QEMU: /dev/ttyACM0"),
  ).action((file: string, args: string[], options: RunOptions) => runProgram(file, args, options, context));
};

async function runProgram(file: string, args: string[], options: RunOptions, { signal, exit }: CommandContext) {
  const broken = new AbortController();
  let outputCode: number = outputCodes.brokenPipe;
  const { write } = standardOutput(({ code, message }) => {
    if (code !== "EPIPE") {
      outputCode = outputCodes.inputOutput;
      note(`cannot write the device's output to stdout: ${message}`);
    }
    broken.abort();
  });
  const ended = AbortSignal.any([signal, broken.signal]);
  const run = { file, args, options, write };
  if (!isApplication(file)) {
    tellChoice(bootOptions(options));
  } else if (options.watch) {
    throw new UsageError(`--watch bundles a program anew, and ${file} is a Zephyr application: leave it out`);
  }
  const code = await (options.watch ? watchProgram(run, ended) : runDevices(run, ended)).catch((error) => {
    // A device that still boots when stdout is closed rejects with that end.
    if (broken.signal.aborted) {
      return outputCode;
    }
    throw error;
  });
  exit(broken.signal.aborted ? outputCode : code);
}
