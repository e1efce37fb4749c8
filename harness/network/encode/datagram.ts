import { parseIPv4 } from "../../base/address.ts";
import { protocols } from "../decode/ipv4.ts";
import { ethertypes } from "../ethertypes.ts";
import { checksum } from "./checksum.ts";
import { encodeEthernet } from "./ethernet.ts";

/** One end of a datagram's way. */
export interface Endpoint {
  readonly mac: string;
  readonly address: string;
  readonly port: number;
}

/** An Ethernet frame with a UDP datagram over IPv4. */
export function encodeDatagram(source: Endpoint, destination: Endpoint, payload: Uint8Array): Buffer {
  return encodeEthernet({
    source: source.mac,
    destination: destination.mac,
    ethertype: ethertypes.ipv4,
    payload: encodeIPv4(source, destination, encodeUdp(source, destination, payload)),
  });
}

function encodeIPv4(source: Endpoint, destination: Endpoint, payload: Uint8Array): Buffer {
  const header = Buffer.alloc(20);
  header.writeUInt16BE(0x4500, 0);
  header.writeUInt16BE(header.length + payload.length, 2);
  header.writeUInt8(64, 8);
  header.writeUInt8(protocols.udp, 9);
  header.set(parseIPv4(source.address), 12);
  header.set(parseIPv4(destination.address), 16);
  header.writeUInt16BE(checksum(header), 10);
  return Buffer.concat([header, payload]);
}

/** With a checksum: Zephyr drops datagrams that have none. */
function encodeUdp(source: Endpoint, destination: Endpoint, payload: Uint8Array): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt16BE(source.port, 0);
  header.writeUInt16BE(destination.port, 2);
  header.writeUInt16BE(header.length + payload.length, 4);
  const pseudo = Buffer.alloc(12);
  pseudo.set(parseIPv4(source.address), 0);
  pseudo.set(parseIPv4(destination.address), 4);
  pseudo.writeUInt16BE(protocols.udp, 8);
  pseudo.writeUInt16BE(header.length + payload.length, 10);
  // 0 would say that there is none.
  header.writeUInt16BE(checksum(pseudo, header, payload) || 0xffff, 6);
  return Buffer.concat([header, payload]);
}
