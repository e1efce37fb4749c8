import type { TimeProfile } from "../../choices.ts";
import type { Stream } from "../../console/records.ts";
import { start } from "../../device/boot.ts";
import type { Device } from "../../device/device.ts";
import type { Exit } from "../../device/exit.ts";
import type { BootOptions, PortForward } from "../../device/options.ts";
import { UsageError } from "../../errors.ts";
import { VirtualNetwork } from "../../network/index.ts";
import type { AddCommand, CommandContext } from "../context.ts";
import { deviceCount, type Numbered, numbered } from "../device-count.ts";
import { bootOptions, type DeviceOptions, seconds, withDeviceOptions, withFirmwareOption } from "../device-options.ts";
import { readForward } from "../forward.ts";
import { type LinkArguments, linkOptions, withLinkOptions } from "../link-options.ts";
import { note } from "../note.ts";
import { type PortOptions, portOptions, withPortOptions, withProbeOptions } from "../port-options.ts";
import { prefixed } from "../prefixed.ts";
import { standardOutput } from "../standard-output.ts";

interface RunOptions extends DeviceOptions, PortOptions, LinkArguments {
  time: TimeProfile;
  forward?: readonly PortForward[];
  devices: number;
  capture?: string;
  timeout?: number;
}

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
        .option("--timeout <seconds>", "end the run after so long, with exit code 71", seconds),
    ),
  );
  withProbeOptions(
    withPortOptions(withLinkOptions(command), "run on the board on this serial port, and not in QEMU: /dev/ttyACM0"),
  ).action((file: string, args: string[], options: RunOptions) => runProgram(file, args, options, context));
};

async function runProgram(file: string, args: string[], options: RunOptions, { signal, exit }: CommandContext) {
  const broken = new AbortController();
  let outputCode: number = outputCodes.brokenPipe;
  const output = standardOutput(({ code, message }) => {
    if (code !== "EPIPE") {
      outputCode = outputCodes.inputOutput;
      note(`cannot write the device's output to stdout: ${message}`);
    }
    broken.abort();
  });
  await using network = await createNetwork(options);
  const failed = new AbortController();
  const common: BootOptions = {
    ...bootOptions(options),
    ...portOptions(options),
    ...(options.timeout !== undefined && { timeout: options.timeout }),
    ...(network !== undefined && { network }),
    time: options.time,
    signal: AbortSignal.any([signal, broken.signal, failed.signal]),
    onNotice: note,
  };
  const codes: number[] = [];
  let isBlamed = false;
  let missing = options.devices;
  const started = () => {
    missing--;
    if (missing === 0 && network?.cosimulation !== undefined) {
      // They are switched on at one instant, whichever this machine started first.
      network.resume();
    }
  };
  const runs = numbered(file, options.devices, args).map(async (one, at) => {
    const forward = at === 0 ? (options.forward ?? []) : [];
    const own = { ...common, forward, typecheck: at === 0 };
    const { code, reason } = await runDevice(file, one, own, output.write, started);
    codes[at] = code ?? 0;
    isBlamed ||= reason === "program" && code !== 0;
    if (reason === "boot") {
      failed.abort();
    }
  });
  try {
    await Promise.all(runs);
  } catch (error) {
    // One that cannot be started ends the others, as one that does not boot: they are gone before its reason is told.
    failed.abort(error);
    await Promise.allSettled(runs);
    throw error;
  }
  // A crash and a hang have it in their own message.
  if (isBlamed && network?.isDisturbed) {
    note(`the network's seed is ${network.seed}`);
  }
  exit(broken.signal.aborted ? outputCode : (codes.find((code) => code !== 0) ?? 0));
}

/** Runs the program on one device, and returns how that ended. */
async function runDevice(
  file: string,
  { name, address, args }: Numbered,
  options: BootOptions,
  write: (text: string, stream: Stream) => Promise<void>,
  started: () => void,
): Promise<Exit> {
  const prefix = name === undefined ? "" : `${name} | `;
  const lines = {
    stdout: prefixed(prefix, (text) => write(text, "stdout")),
    stderr: prefixed(prefix, (text) => write(text, "stderr")),
  };
  const onOutput = name === undefined ? write : (text: string, stream: Stream) => lines[stream].write(text);
  const place = { ...(name !== undefined && { name }), ...(address !== undefined && { address }) };
  const device: Device = await start(file, { ...options, ...place, args, onOutput });
  started();
  const { code, reason } = await device.exit;
  await lines.stdout.end();
  await lines.stderr.end();
  if (reason !== "program" && reason !== "stopped") {
    note(`${prefix}${device.diagnosis ?? reason}`);
  }
  return { code, reason };
}

/** The network that the devices join; a board is on one of its own. */
async function createNetwork(options: RunOptions): Promise<VirtualNetwork | undefined> {
  const { capture, qemu, port, seed, devices } = options;
  const link = linkOptions(options);
  if (port === undefined) {
    return VirtualNetwork.create({
      capture,
      qemu,
      // One device's goes on by itself.
      ...(options.time === "virtual" && devices > 1 && { time: options.time }),
      ...(seed !== undefined && { seed }),
      ...(link !== undefined && { link }),
    });
  }
  const virtual = [
    capture !== undefined &&
      `--capture writes the frames of the virtual network, and the board on ${port} is on a real one: capture that with tcpdump`,
    (link !== undefined || seed !== undefined) &&
      `--${Object.keys(link ?? { seed })[0]} disturbs the virtual network, and the board on ${port} is on a real one`,
    devices > 1 && `--devices starts several in QEMU, and there is one board on ${port}`,
  ].find((reason) => reason !== false);
  if (virtual !== undefined) {
    throw new UsageError(virtual, { code: "ENOTSUP" });
  }
  return undefined;
}
