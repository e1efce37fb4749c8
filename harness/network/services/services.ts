import { formatMac, parseIPv4, parseMac } from "../../base/address.ts";
import { subnet } from "../addresses.ts";
import { protocols } from "../decode/ipv4.ts";
import { encodeDatagram } from "../encode/datagram.ts";
import { encodeEthernet } from "../encode/ethernet.ts";
import { ethertypes } from "../ethertypes.ts";
import { Frame } from "../frame.ts";
import { lengthSize, packetOf } from "../packet.ts";
import type { Registry } from "../registry.ts";
import { answerDhcp } from "./dhcp.ts";
import { answerQuery } from "./dns.ts";

/** The MAC address of an address of the host's: 52:55, and the address, as QEMU's user network has it. */
export function gatewayMac(address: string): string {
  return formatMac(Uint8Array.from([0x52, 0x55, ...parseIPv4(address)]));
}

const everybody = { mac: "ff:ff:ff:ff:ff:ff", address: "255.255.255.255" };
const host = { mac: gatewayMac(subnet.gateway), address: subnet.gateway };
const nameServer = { mac: gatewayMac(subnet.dns), address: subnet.dns };
const ports = { dns: 53, dhcpServer: 67, dhcpClient: 68 } as const;
const typeAt = lengthSize + 12;
const protocolAt = lengthSize + 14 + 9;
/** The packet is not for the gateway, and nobody answers it. */
const none = Symbol("no answer");

/**
 * What the network itself answers in the host's place, before the gateway: names that end in `.test`, DHCP, and where the name
 * server is.
 */
export class Services {
  readonly #registry: Registry;

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  /**
   * Takes a packet that came to the host, and answers it where an answer is due.
   *
   * @returns false where the packet is for the gateway
   */
  take(packet: Buffer, reply: (packet: Buffer) => void): boolean {
    const answer = this.#answer(packet);
    if (answer !== undefined && answer !== none) {
      reply(packetOf(answer));
    }
    return answer !== undefined;
  }

  /** Undefined where the packet is for somebody else. */
  #answer(packet: Buffer): Buffer | typeof none | undefined {
    if (packet.length <= protocolAt) {
      return undefined;
    }
    const type = packet.readUInt16BE(typeAt);
    const isUdp = type === ethertypes.ipv4 && packet.readUInt8(protocolAt) === protocols.udp;
    if (!isUdp && type !== ethertypes.arp) {
      return undefined;
    }
    const frame = new Frame(packet.subarray(lengthSize));
    return isUdp ? this.#answerDatagram(frame) : this.#answerArp(frame);
  }

  #answerArp({ arp }: Frame): Buffer | undefined {
    if (arp?.operation !== "request" || arp.target !== nameServer.address) {
      return undefined;
    }
    const fixed = Buffer.from([0, 1, 8, 0, 6, 4, 0, 2]);
    const sender = [parseMac(nameServer.mac), parseIPv4(nameServer.address)];
    const payload = Buffer.concat([fixed, ...sender, parseMac(arp.senderMac), parseIPv4(arp.sender)]);
    return encodeEthernet({ source: nameServer.mac, destination: arp.senderMac, ethertype: ethertypes.arp, payload });
  }

  #answerDatagram(frame: Frame): Buffer | typeof none | undefined {
    const { ipv4, udp } = frame;
    if (ipv4 === undefined || udp === undefined) {
      return undefined;
    }
    if (udp.destinationPort === ports.dhcpServer) {
      const answer = answerDhcp(udp.payload, (mac, name) => this.#registry.lease(mac, name));
      const client = { ...everybody, port: ports.dhcpClient };
      return answer === undefined ? none : encodeDatagram({ ...host, port: ports.dhcpServer }, client, answer);
    }
    if (udp.destinationPort === ports.dns && ipv4.destination === nameServer.address) {
      const answer = answerQuery(udp.payload, this.#registry.names);
      const client = { mac: frame.source, address: ipv4.source, port: udp.sourcePort };
      return answer && encodeDatagram({ ...nameServer, port: ports.dns }, client, answer);
    }
    return undefined;
  }
}
