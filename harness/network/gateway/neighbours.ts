import { parseIPv4, parseMac } from "../../base/address.ts";
import { subnet } from "../addresses.ts";
import { encodeEthernet } from "../encode/ethernet.ts";
import { ethertypes } from "../ethertypes.ts";
import { Frame } from "../frame.ts";
import { lengthSize, packetOf } from "../packet.ts";
import { dotted, hostMac, isInside, numberOf, places } from "./places.ts";

const operations = { request: 1, reply: 2 } as const;
const everybody = "ff:ff:ff:ff:ff:ff";
/** Packets that may wait for one address: what is beyond is lost, as anywhere. */
const mostWaiting = 64;

/** The devices' MAC addresses, as ARP (RFC 826) tells them. */
export class Neighbours {
  readonly #send: (packet: Buffer) => void;
  /** By IPv4 address. */
  readonly #known = new Map<number, Buffer>();
  readonly #waiting = new Map<number, Buffer[]>();

  /** @param send takes packets that are complete */
  constructor(send: (packet: Buffer) => void) {
    this.#send = send;
  }

  /** Sends a packet whose MAC addresses are left out, once that of its receiver is known. */
  send(packet: Buffer, address: number): void {
    const mac = this.#known.get(address);
    if (mac !== undefined) {
      this.#complete(packet, mac);
      return;
    }
    const waiting = this.#waiting.get(address) ?? [];
    this.#waiting.set(address, waiting);
    if (waiting.length < mostWaiting) {
      waiting.push(packet);
    }
    // Asked again with each packet that is sent again: a request may be lost. Those that come together ask once.
    if (waiting.length === 1 || waiting.length === mostWaiting) {
      this.#ask(address);
    }
  }

  /**
   * A packet of IPv4 came from that address: its sender's MAC address is known. One to all says nothing of whether the sender knows the
   * host's: see {@link receive}.
   */
  heard(packet: Buffer, address: number): void {
    if (packet.compare(hostMac, 0, 6, lengthSize, lengthSize + 6) !== 0) {
      return;
    }
    const known = this.#known.get(address);
    if (known === undefined ? isInside(address) : packet.compare(known, 0, 6, lengthSize + 6, lengthSize + 12) !== 0) {
      this.#learn(address, Buffer.from(packet.subarray(lengthSize + 6, lengthSize + 12)));
    }
  }

  /**
   * Takes an ARP packet: learns its sender, and answers where the host is asked for. As RFC 826 has it, a packet that is not for the host
   * corrects what is known and adds nothing: the host's own request, which is sent then, teaches the device the host's address. A
   * device that has to ask for it meanwhile drops all but a few of the packets that wait.
   */
  receive(packet: Buffer): void {
    const { arp } = new Frame(packet.subarray(lengthSize));
    if (arp === undefined) {
      return;
    }
    const sender = numberOf(arp.sender);
    const isNews = arp.target === subnet.gateway || this.#known.has(sender) || this.#waiting.has(sender);
    if (isNews && isInside(sender) && sender !== places.host) {
      this.#learn(sender, Buffer.from(parseMac(arp.senderMac)));
    }
    if (arp.operation === "request" && arp.target === subnet.gateway) {
      const mac = parseMac(arp.senderMac);
      this.#send(arpPacket(operations.reply, arp.senderMac, mac, arp.sender));
    }
  }

  /** Nobody has answered for an address: it may be another one's by now. */
  forget(address: number): void {
    this.#known.delete(address);
    this.#waiting.delete(address);
  }

  #learn(address: number, mac: Buffer): void {
    this.#known.set(address, mac);
    const waiting = this.#waiting.get(address) ?? [];
    this.#waiting.delete(address);
    for (const packet of waiting) {
      this.#complete(packet, mac);
    }
  }

  #complete(packet: Buffer, mac: Buffer): void {
    packet.set(mac, lengthSize);
    packet.set(hostMac, lengthSize + 6);
    this.#send(packet);
  }

  #ask(address: number): void {
    this.#send(arpPacket(operations.request, everybody, new Uint8Array(6), dotted(address)));
  }
}

function arpPacket(operation: number, destination: string, mac: Uint8Array, address: string): Buffer {
  const fixed = Buffer.from([0, 1, 8, 0, 6, 4, 0, operation]);
  const payload = Buffer.concat([fixed, hostMac, parseIPv4(subnet.gateway), mac, parseIPv4(address)]);
  const source = "52:55:0a:00:02:02";
  return packetOf(encodeEthernet({ source, destination, ethertype: ethertypes.arp, payload }));
}
