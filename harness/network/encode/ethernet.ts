import { parseMac } from "../../base/address.ts";

/** A frame's head and what it carries. */
export interface EthernetParts {
  readonly source: string;
  readonly destination: string;
  readonly ethertype: number;
  readonly payload: Uint8Array;
}

/** An Ethernet frame, without padding and checksum. */
export function encodeEthernet({ source, destination, ethertype, payload }: EthernetParts): Buffer {
  const type = Buffer.alloc(2);
  type.writeUInt16BE(ethertype);
  return Buffer.concat([parseMac(destination), parseMac(source), type, payload]);
}
