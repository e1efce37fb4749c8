import type { Engine, Kernel } from "../../harness/base/choices.ts";
import { HarnessError } from "../../harness/base/errors.ts";
import { boot } from "../../harness/device/boot.ts";
import type { Device } from "../../harness/device/device.ts";
import type { Run } from "./outcome.ts";

export interface DeviceChoice {
  readonly kernel: Kernel;
  readonly engine: Engine;
  readonly workspace?: string | undefined;
  /** Seconds that a test may take; time in which this machine was busy does not count. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

/** Runs a program on an emulated device of its own, as `async-io run` does. */
export async function runOnDevice(
  file: string,
  { kernel, engine, workspace, limit, signal }: DeviceChoice,
): Promise<Run> {
  let device: Device;
  try {
    device = await boot(file, {
      ...{ kernel, engine, signal, timeout: limit * 1000, network: false, onNotice: () => {} },
      ...(workspace !== undefined && { workspace }),
    });
  } catch (error) {
    // What the bundler has to say of the program; everything else is a matter of this machine.
    if (error instanceof HarnessError && error.exitCode === 64) {
      return { end: "not built", message: error.message.split("\n")[0] ?? "" };
    }
    throw error;
  }
  await using running = device;
  const { reason, code } = await running.exit;
  return toRun(reason, code, running);
}

function toRun(reason: string, code: number | null, { output, diagnosis = "" }: Device): Run {
  const message = output.split("\n").find((line) => /^(?:Uncaught|out of memory)/.test(line)) ?? diagnosis;
  if (message.startsWith("out of memory")) {
    return { end: "memory", message };
  }
  if (reason === "program") {
    return code === 0 ? { end: "done", stdout: output } : { end: "threw", message };
  }
  if (reason === "boot" && message.startsWith("Uncaught")) {
    return { end: "refused", message };
  }
  return { end: reason === "hang" ? "timeout" : "crash", message: message.split("\n")[0] ?? "" };
}
