import { formatMac } from "../base/address.ts";
import { decodeArp } from "./decode/arp.ts";
import { describe } from "./decode/describe.ts";
import { decodeIcmp } from "./decode/icmp.ts";
import { decodeIPv4, protocols } from "./decode/ipv4.ts";
import { decodeIPv6 } from "./decode/ipv6.ts";
import { decodeTcp } from "./decode/tcp.ts";
import { decodeUdp } from "./decode/udp.ts";
import { view } from "./decode/view.ts";
import { ethertypes } from "./ethertypes.ts";

/** Two MAC addresses and a type. */
export const ethernetHeader = 14;

/**
 * One Ethernet frame, without its checksum. What is in it is decoded when it is asked for, and `undefined` where the frame has no
 * such part or where that is cut off.
 */
export class Frame {
  /** The whole frame: where it was made of bytes of somebody else's, they are shared, not copied. */
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Where it goes, as `"02:00:00:00:00:01"`. */
  get destination(): string {
    return formatMac(this.bytes, 0);
  }

  /** Who sent it. */
  get source(): string {
    return formatMac(this.bytes, 6);
  }

  /** `0x0800` IPv4, `0x0806` ARP, `0x86dd` IPv6. */
  get ethertype(): number {
    return this.bytes.length < ethernetHeader ? 0 : view(this.bytes).getUint16(12);
  }

  /** What follows the Ethernet header. */
  get payload(): Uint8Array {
    return this.bytes.subarray(ethernetHeader);
  }

  /** ARP's message; undefined where the frame has none. */
  get arp() {
    return this.ethertype === ethertypes.arp ? decodeArp(this.payload) : undefined;
  }

  /** The packet of IPv4; undefined where the frame has none. */
  get ipv4() {
    return this.ethertype === ethertypes.ipv4 ? decodeIPv4(this.payload) : undefined;
  }

  /** The packet of IPv6; undefined where the frame has none. */
  get ipv6() {
    return this.ethertype === ethertypes.ipv6 ? decodeIPv6(this.payload) : undefined;
  }

  /** ICMP's message; undefined where the frame has none. */
  get icmp() {
    return this.ipv4 && this.#transport(protocols.icmp, decodeIcmp);
  }

  /** ICMPv6's message; undefined where the frame has none. */
  get icmpv6() {
    return this.ipv6 && this.#transport(protocols.icmpv6, decodeIcmp);
  }

  /** UDP's datagram; undefined where the frame has none. */
  get udp() {
    return this.#transport(protocols.udp, decodeUdp);
  }

  /** TCP's segment; undefined where the frame has none. */
  get tcp() {
    return this.#transport(protocols.tcp, decodeTcp);
  }

  /** One line for people: `TCP 10.0.2.15:7 > 10.0.2.2:40000 [SYN, ACK] 0 bytes`. */
  toString(): string {
    return describe(this);
  }

  /** Only the first fragment has the transport's header. */
  #transport<Decoded>(protocol: number, decode: (bytes: Uint8Array) => Decoded | undefined): Decoded | undefined {
    const packet = this.ipv4 ?? this.ipv6;
    return packet?.protocol === protocol && packet.fragmentOffset === 0 ? decode(packet.payload) : undefined;
  }
}
