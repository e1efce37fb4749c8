import { formatIPv4, formatMac } from "../../base/address.ts";
import { view } from "./view.ts";

/** An ARP packet for IPv4 over Ethernet (RFC 826). */
export interface Arp {
  readonly operation: "request" | "reply" | "other";
  readonly senderMac: string;
  readonly sender: string;
  readonly targetMac: string;
  readonly target: string;
}

const length = 28;
const operations = { 1: "request", 2: "reply" } as Readonly<Record<number, Arp["operation"]>>;

export function decodeArp(bytes: Uint8Array): Arp | undefined {
  if (bytes.length < length) {
    return undefined;
  }
  return {
    operation: operations[view(bytes).getUint16(6)] ?? "other",
    senderMac: formatMac(bytes, 8),
    sender: formatIPv4(bytes, 14),
    targetMac: formatMac(bytes, 18),
    target: formatIPv4(bytes, 24),
  };
}
