import { ethernet, ipv4, ipv6, protocols, types, withChecksum } from "./frames/headers.ts";
import { udpMessage } from "./frames/udp.ts";
import { linkLocal, type Target } from "./target.ts";

const nobody = Uint8Array.from([2, 0xba, 0xd0, 0, 0, 9]);

/** A datagram to the device from any address, by a card that is nobody's here. */
export function udpFrame(target: Target, source: Uint8Array, ports: { from: number; to: number }): Buffer {
  const destination = target.address;
  const payload = udpMessage({ source, destination }, ports, Buffer.from("hello"));
  const packet = ipv4({ source, destination, protocol: protocols.udp, payload });
  return ethernet(target.mac, nobody, types.ipv4, packet);
}

/** An advertisement of an IPv6 router that does not exist: valid for 18 hours, without a link-layer address (RFC 4861, 4.2). */
export function routerFrame(target: Target): Buffer {
  const ends = { source: linkLocal(nobody), destination: target.address6, protocol: protocols.icmpv6 };
  const payload = Buffer.from([134, 0, 0, 0, 64, 0, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0]);
  const packet = ipv6({ ...ends, next: protocols.icmpv6, payload: withChecksum(payload, 2, ends) });
  return ethernet(target.mac, nobody, types.ipv6, packet);
}
