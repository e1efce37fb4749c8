import { formatMac } from "../../base/address.ts";
import { subnet } from "../addresses.ts";
import { ethertypes } from "../ethertypes.ts";
import { ethernetHeader, Frame } from "../frame.ts";
import { lengthSize } from "../packet.ts";
import type { Registry } from "../registry.ts";

const sourceAt = lengthSize + 6;
const typeAt = lengthSize + 12;
/** The first two bytes of the MAC addresses that QEMU's user network has. */
const hostMac = 0x5255;
const hosts: ReadonlySet<string> = new Set([subnet.gateway, subnet.dns]);
const dhcp: ReadonlySet<number> = new Set([67, 68]);

/**
 * Whether a packet is between devices. Each of two networks that are joined has a host, a name server and a DHCP server of its own, at the
 * same addresses: what is to or from those stays where it is.
 */
export function isBetweenDevices(packet: Buffer): boolean {
  if (packet.length < lengthSize + ethernetHeader) {
    return false;
  }
  if (packet.readUInt16BE(lengthSize) === hostMac || packet.readUInt16BE(sourceAt) === hostMac) {
    return false;
  }
  const type = packet.readUInt16BE(typeAt);
  const isGroup = (packet.readUInt8(lengthSize) & 1) !== 0;
  if (!isGroup || (type !== ethertypes.arp && type !== ethertypes.ipv4)) {
    return true;
  }
  const { arp, udp } = new Frame(packet.subarray(lengthSize));
  return !(arp !== undefined && hosts.has(arp.target)) && !(udp !== undefined && dhcp.has(udp.destinationPort));
}

/**
 * Whether a packet that comes over TCP is from somebody else than a device that was attached here: two networks that give the same
 * addresses to their devices, or a loop of connections.
 *
 * @param conflict is told of whom it says to be from, where it is not
 */
export function isForeign(packet: Buffer, registry: Registry, conflict: (mac: string, name: string) => void): boolean {
  if (packet.length < lengthSize + ethernetHeader) {
    return true;
  }
  const mac = formatMac(packet, sourceAt);
  const owner = registry.owner(mac);
  if (owner !== undefined) {
    conflict(mac, owner.name);
  }
  return owner === undefined;
}
