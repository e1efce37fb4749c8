import { getServers } from "node:dns";
import { isIPv4 } from "node:net";
import { parseIPv4, parseMac } from "../../base/address.ts";
import { subnet } from "../addresses.ts";

/** An IPv4 address as a number. */
export function numberOf(address: string): number {
  return Buffer.from(parseIPv4(address)).readUInt32BE();
}

/** The dotted form of such a number. */
export function dotted(address: number): string {
  return [24, 16, 8, 0].map((bits) => (address >>> bits) & 0xff).join(".");
}

/** The gateway's own addresses, and the ones that mean everybody. */
export const places = {
  host: numberOf(subnet.gateway),
  nameServer: numberOf(subnet.dns),
  network: numberOf(`${subnet.prefix}.0`),
  broadcast: numberOf(`${subnet.prefix}.255`),
  everybody: 0xffffffff,
} as const;

/** The MAC address of what the gateway sends. */
export const hostMac = parseMac("52:55:0a:00:02:02");

/** Whether an address is one of the virtual network. */
export function isInside(address: number): boolean {
  return address >= places.network && address <= places.broadcast;
}

const dnsPort = 53;

/** Where a device's packet for an address goes from here; undefined where nothing of this machine's is behind it. */
export function destinationOf(address: number, port: number): { host: string; port: number } | undefined {
  if (address === places.nameServer) {
    return port === dnsPort ? nameServer() : undefined;
  }
  if (address === places.host || address === places.broadcast || address === places.everybody) {
    return { host: "127.0.0.1", port };
  }
  return isInside(address) ? undefined : { host: dotted(address), port };
}

/** This machine's own name server, the first with an address of IPv4. */
function nameServer(): { host: string; port: number } | undefined {
  for (const server of getServers()) {
    const [host = "", port = dnsPort] = server.split(":");
    if (isIPv4(host)) {
      return { host, port: Number(port) };
    }
  }
  return undefined;
}
