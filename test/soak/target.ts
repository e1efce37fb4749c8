import { parseIPv4, parseMac } from "../../harness/base/address.ts";

/** A connection that must stay undisturbed, as the device's peer sees it. */
export interface Conversation {
  readonly localPort: number;
  /** The highest number that the peer has sent, which the device expects next at most. */
  readonly sent: number;
  /** The number that the peer expects next, which is what the device has sent at most. */
  readonly expected: number;
}

/** What a frame is made for: the device, its peers, and what they say to one another at the moment. */
export interface Target {
  readonly mac: Uint8Array;
  readonly address: Uint8Array;
  /** The address that the device makes of its MAC address (RFC 4291). */
  readonly address6: Uint8Array;
  /** Of its honest peer. */
  readonly peer: Uint8Array;
  /** Ports that the device listens on. */
  readonly ports: readonly [number, ...number[]];
  /** Connections that are established. */
  readonly conversations: readonly Conversation[];
  /** The last frames that honest stations sent. */
  readonly recorded: readonly Buffer[];
}

/** The link-local address of a MAC address. */
export function linkLocal(mac: Uint8Array): Uint8Array {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = mac;
  return Uint8Array.from([0xfe, 0x80, 0, 0, 0, 0, 0, 0, a ^ 2, b, c, 0xff, 0xfe, d, e, f]);
}

/** The addresses of a device and of its honest peer. */
export function targetOf(
  device: { mac: string; address: string },
  peer: { address: string },
): Omit<Target, "conversations" | "recorded"> {
  const mac = parseMac(device.mac);
  return {
    mac,
    address: parseIPv4(device.address),
    address6: linkLocal(mac),
    peer: parseIPv4(peer.address),
    ports: [7, 9],
  };
}
