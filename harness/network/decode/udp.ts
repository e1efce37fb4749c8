import { view } from "./view.ts";

/** A UDP datagram (RFC 768). */
export interface Udp {
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly payload: Uint8Array;
}

export function decodeUdp(bytes: Uint8Array): Udp | undefined {
  if (bytes.length < 8) {
    return undefined;
  }
  const fields = view(bytes);
  return {
    sourcePort: fields.getUint16(0),
    destinationPort: fields.getUint16(2),
    payload: bytes.subarray(8, Math.max(8, fields.getUint16(4))),
  };
}
