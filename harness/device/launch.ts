import type { Machine } from "../machine/machine.ts";
import type { Cosimulation } from "../time/cosimulation.ts";
import { Device } from "./device.ts";
import type { DeviceInfo } from "./info.ts";
import type { NetworkPort } from "./network-port.ts";
import { Session } from "./session.ts";
import type { SessionOptions } from "./session-options.ts";

/** The time of a device that does not go on by itself. */
export interface DeviceTime {
  /** Milliseconds on its program's clock. */
  now(): number;
  readonly cosimulation: Cosimulation;
}

export interface LaunchOptions extends SessionOptions {
  machine: Machine;
  port?: NetworkPort | undefined;
  info?: DeviceInfo | undefined;
  virtualTime?: DeviceTime | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Lets a machine that is paused before its first instruction go. The device it returns may still be booting, or have failed to.
 */
export async function launch({
  machine,
  port,
  info = nothing,
  virtualTime,
  signal,
  ...options
}: LaunchOptions): Promise<Device> {
  const session = new Session(machine, options);
  const abort = () => void session.stop(`its signal was aborted${because(signal?.reason)}`);
  signal?.addEventListener("abort", abort, { once: true });
  void session.outcome.then(() => signal?.removeEventListener("abort", abort));
  if (signal?.aborted) {
    abort();
  } else {
    await session.begin();
  }
  return new Device(session, machine, port, info, virtualTime);
}

/** A reason that somebody gave. */
function because(reason: unknown): string {
  return reason instanceof Error && !(reason instanceof DOMException) ? `: ${reason.message}` : "";
}

const nothing: DeviceInfo = { name: "device", kernel: "", engine: "", board: "", time: "real", firmware: "" };
