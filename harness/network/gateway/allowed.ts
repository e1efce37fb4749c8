import { parseIPv4 } from "../../base/address.ts";
import { UsageError } from "../../base/errors.ts";
import { protocols } from "../decode/ipv4.ts";
import { ethernetHeader } from "../frame.ts";
import { lengthSize } from "../packet.ts";

const headerAt = lengthSize + ethernetHeader;
const at = { length: headerAt, fragment: headerAt + 6, protocol: headerAt + 9, address: headerAt + 16 } as const;

interface Destination {
  readonly network: number;
  readonly mask: number;
  /** Undefined: every one. */
  readonly port: number | undefined;
}

/**
 * Says whether an IPv4 packet goes to one of some destinations: `"203.0.113.5"`, `"203.0.113.5:80"` (TCP or UDP), `"203.0.113.0/24"`,
 * `"203.0.113.0/24:443"`.
 *
 * @throws UsageError `EINVAL` one of them is none
 */
export function allowed(destinations: readonly string[]): (packet: Buffer) => boolean {
  const rules = destinations.map(parse);
  return (packet) => {
    const address = packet.readUInt32BE(at.address);
    const matching = rules.filter(({ network, mask }) => (address & mask) >>> 0 === network);
    return matching.length > 0 && matching.some(({ port }) => port === undefined || hasPort(packet, port));
  };
}

/** Later fragments have no ports: they go where the first one may. */
function hasPort(packet: Buffer, port: number): boolean {
  if ((packet.readUInt16BE(at.fragment) & 0x1fff) !== 0) {
    return true;
  }
  const protocol = packet.readUInt8(at.protocol);
  const portAt = headerAt + (packet.readUInt8(at.length) & 0x0f) * 4 + 2;
  const hasPorts = protocol === protocols.tcp || protocol === protocols.udp;
  return hasPorts && portAt + 2 <= packet.length && packet.readUInt16BE(portAt) === port;
}

function parse(text: string): Destination {
  const [, address = "", bits = "32", port] = /^([\d.]+)(?:\/(\d{1,2}))?(?::(\d{1,5}))?$/.exec(text) ?? [];
  if (address === "" || Number(bits) > 32 || Number(port ?? 1) < 1 || Number(port ?? 1) > 65_535) {
    throw new UsageError(
      `internet takes addresses such as "203.0.113.5", "203.0.113.5:80" or "203.0.113.0/24:443", but ${JSON.stringify(text)} was given`,
    );
  }
  const mask = bits === "0" ? 0 : (-1 << (32 - Number(bits))) >>> 0;
  const network = (Buffer.from(parseIPv4(address)).readUInt32BE() & mask) >>> 0;
  return { network, mask, port: port === undefined ? undefined : Number(port) };
}
