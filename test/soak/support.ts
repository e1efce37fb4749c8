import { ethernet, ipv4, protocols, types } from "./frames/headers.ts";
import { udpMessage } from "./frames/udp.ts";
import type { Target } from "./target.ts";

/** A datagram to the device from any address, by a card that is nobody's here. */
export function udpFrame(target: Target, source: Uint8Array, ports: { from: number; to: number }): Buffer {
  const destination = target.address;
  const payload = udpMessage({ source, destination }, ports, Buffer.from("hello"));
  const packet = ipv4({ source, destination, protocol: protocols.udp, payload });
  return ethernet(target.mac, Uint8Array.from([2, 0xba, 0xd0, 0, 0, 9]), types.ipv4, packet);
}
