import { createHash, randomBytes } from "node:crypto";
import type { NetworkPort } from "./network-port.ts";
import type { Choices } from "./options.ts";

/** What tells a device from the others of its run. */
interface Which {
  readonly name: string;
  /** Undefined where it is on no network. */
  readonly port: Pick<NetworkPort, "address" | "seed"> | undefined;
}

/**
 * The seed of one boot's random bytes, for a machine that has no source of its own: as a hypervisor gives one to its guest. In real time it
 * is this host's and new for each boot. In virtual time, where runs are the same, it comes from the network's seed and the device's name
 * and address, and is no secret.
 */
export function entropySeed(time: Choices["time"], { name, port }: Which): Uint8Array {
  if (time === "real") {
    return randomBytes(32);
  }
  const parts = ["async-io-ts entropy", port?.seed ?? 1, port?.address ?? "", name];
  return createHash("sha256").update(JSON.stringify(parts)).digest();
}
