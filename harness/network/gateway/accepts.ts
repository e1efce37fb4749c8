import { parseIPv4, parseMac } from "../../base/address.ts";
import { subnet } from "../addresses.ts";
import { ethertypes } from "../ethertypes.ts";
import { lengthSize } from "../packet.ts";
import { allowed } from "./allowed.ts";

const typeAt = lengthSize + 12;
const addressAt = lengthSize + 14 + 16;
/** The host's MAC addresses are 52:55 and then the IPv4 address, as QEMU's user network has them. */
const gatewayMacs = new Set(
  [subnet.gateway, subnet.dns].map((address) =>
    Buffer.from([...parseMac("52:55:00:00:00:00").subarray(0, 2), ...parseIPv4(address)]).readUIntBE(0, 6),
  ),
);
const network = Buffer.from(parseIPv4(subnet.gateway)).readUIntBE(0, 3);
const broadcast = 0xffffffff;

/** Counts what a {@link gatewayFilter} keeps from the gateway. */
export interface GatewayStatistics {
  /** Packets for addresses outside the virtual network. */
  internet: number;
}

/** Where devices may go outside the virtual network: everywhere, nowhere, or to some addresses and ports. */
export type Internet = boolean | readonly string[];

/**
 * Says which packets may go to the gateway. What `internet` does not allow, packets for addresses outside the virtual network,
 * vanishes here, as on a network whose router has no way out: nothing is answered in the name of such an address.
 *
 * @throws UsageError `EINVAL` a destination that is none
 */
export function gatewayFilter(internet: Internet, statistics: GatewayStatistics): (packet: Buffer) => boolean {
  const isAllowed = typeof internet === "boolean" ? () => internet : allowed(internet);
  return (packet) => {
    const isGroup = (packet.readUInt8(lengthSize) & 1) !== 0;
    if (!isGroup && !gatewayMacs.has(packet.readUIntBE(lengthSize, 6))) {
      return false;
    }
    if (internet === true || packet.readUInt16BE(typeAt) !== ethertypes.ipv4 || packet.length < addressAt + 4) {
      return true;
    }
    const isInside = packet.readUIntBE(addressAt, 3) === network || packet.readUInt32BE(addressAt) === broadcast;
    const passes = isInside || isAllowed(packet);
    statistics.internet += passes ? 0 : 1;
    return passes;
  };
}
