import type { TimeProfile } from "../../choices.ts";
import { start } from "../../device/boot.ts";
import type { PortForward } from "../../device/options.ts";
import { UsageError } from "../../errors.ts";
import { VirtualNetwork } from "../../network/index.ts";
import type { AddCommand, CommandContext } from "../context.ts";
import { bootOptions, type DeviceOptions, seconds, withDeviceOptions, withFirmwareOption } from "../device-options.ts";
import { readForward } from "../forward.ts";
import { type PortOptions, portOptions, withPortOptions, withProbeOptions } from "../port-options.ts";
import { standardOutput } from "../standard-output.ts";

interface RunOptions extends DeviceOptions, PortOptions {
  time: TimeProfile;
  forward: readonly PortForward[];
  capture?: string;
  timeout?: number;
}

/** What a shell shows for a program that wrote into a closed pipe. */
const brokenPipe = 141;

/** `async-io run FILE.ts`: the device's console on stdout, everything else on stderr, the program's exit code. */
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
          "make a TCP port of the device a port of this machine, or HOST:DEVICE/udp",
          readForward,
          [],
        )
        .option("--capture <file>", "write every frame on the network into a pcapng file")
        .option("--timeout <seconds>", "end the run after so long, with exit code 71", seconds),
    ),
  );
  withProbeOptions(
    withPortOptions(command, "run on the board on this serial port, and not in QEMU: /dev/ttyACM0"),
  ).action((file: string, args: string[], options: RunOptions) => runProgram(file, args, options, context));
};

async function runProgram(file: string, args: string[], options: RunOptions, { signal, exit }: CommandContext) {
  const broken = new AbortController();
  const output = standardOutput(() => broken.abort());
  await using network = await createNetwork(options);
  const device = await start(file, {
    ...bootOptions(options),
    ...portOptions(options),
    ...(options.timeout !== undefined && { timeout: options.timeout }),
    ...(network !== undefined && { network }),
    forward: options.forward,
    time: options.time,
    args,
    typecheck: true,
    signal: AbortSignal.any([signal, broken.signal]),
    onOutput: output.write,
    onNotice: note,
  });
  const { code, reason } = await device.exit;
  if (reason !== "program" && reason !== "stopped") {
    note(device.diagnosis ?? reason);
  }
  exit(broken.signal.aborted ? brokenPipe : (code ?? 0));
}

/** The network that the device joins; a board is on one of its own. */
async function createNetwork({ capture, qemu, port }: RunOptions): Promise<VirtualNetwork | undefined> {
  if (port === undefined) {
    return VirtualNetwork.create({ capture, qemu });
  }
  if (capture !== undefined) {
    throw new UsageError(
      `--capture writes the frames of the virtual network, and the board on ${port} is on a real one: capture that with tcpdump`,
      { code: "ENOTSUP" },
    );
  }
  return undefined;
}

function note(text: string): void {
  process.stderr.write(`async-io: ${text}\n`);
}
