import { view } from "./view.ts";

/** A TCP segment (RFC 9293), without its options. */
export interface Tcp {
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly sequence: number;
  readonly acknowledgement: number;
  readonly window: number;
  readonly fin: boolean;
  readonly syn: boolean;
  readonly rst: boolean;
  readonly psh: boolean;
  readonly ack: boolean;
  readonly payload: Uint8Array;
}

export function decodeTcp(bytes: Uint8Array): Tcp | undefined {
  if (bytes.length < 20) {
    return undefined;
  }
  const fields = view(bytes);
  const header = (fields.getUint8(12) >> 4) * 4;
  const flags = fields.getUint8(13);
  if (header < 20 || header > bytes.length) {
    return undefined;
  }
  return {
    sourcePort: fields.getUint16(0),
    destinationPort: fields.getUint16(2),
    sequence: fields.getUint32(4),
    acknowledgement: fields.getUint32(8),
    window: fields.getUint16(14),
    fin: (flags & 0x01) !== 0,
    syn: (flags & 0x02) !== 0,
    rst: (flags & 0x04) !== 0,
    psh: (flags & 0x08) !== 0,
    ack: (flags & 0x10) !== 0,
    payload: bytes.subarray(header),
  };
}
