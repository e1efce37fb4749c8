import { formatIPv4, formatMac, parseIPv4 } from "../../base/address.ts";
import { subnet } from "../addresses.ts";

/** Messages (RFC 2132, option 53). */
const messages = { discover: 1, offer: 2, request: 3, ack: 5, nak: 6, inform: 8 } as const;
const options = { netmask: 1, router: 3, dns: 6, hostName: 12, asked: 50, lease: 51, message: 53, server: 54 } as const;
const magic = 0x63825363;
const headerSize = 240;
/** Seconds, as QEMU's own server gives. */
const leaseTime = 86_400;

/** Says what address a client has, and what it is called; undefined where there is none for it. */
export type Lease = (mac: string, hostName: string | undefined) => { address: string; label: string } | undefined;

/**
 * The answer to a client's DHCP message (RFC 2131); undefined where none is due. Each client has one address that never changes:
 * the one that the network keeps for its MAC address.
 */
export function answerDhcp(message: Uint8Array, lease: Lease): Buffer | undefined {
  const bytes = Buffer.from(message);
  if (bytes.length < headerSize || bytes.readUInt8(0) !== 1 || bytes.readUInt32BE(headerSize - 4) !== magic) {
    return undefined;
  }
  const given = readOptions(bytes.subarray(headerSize));
  const kind = given.get(options.message)?.at(0);
  const place = lease(formatMac(bytes, 28), given.get(options.hostName)?.toString("latin1"));
  if (place === undefined) {
    return undefined;
  }
  if (kind === messages.discover) {
    return reply(bytes, messages.offer, place);
  }
  if (kind === messages.inform) {
    return reply(bytes, messages.ack, place);
  }
  const server = given.get(options.server);
  if (kind !== messages.request || (server !== undefined && formatIPv4(server) !== subnet.gateway)) {
    return undefined;
  }
  // A client that begins anew asks for an address by option; one that renews has it in the header.
  const asked = formatIPv4(given.get(options.asked) ?? bytes.subarray(12, 16));
  return reply(bytes, asked === place.address ? messages.ack : messages.nak, place);
}

function reply(request: Buffer, kind: number, { address, label }: { address: string; label: string }): Buffer {
  const header = Buffer.alloc(headerSize);
  // Transaction, flags, addresses of the client and of its relay are the request's.
  request.copy(header, 0, 0, 44);
  header.fill(0, 8, 10);
  header.writeUInt8(2, 0);
  header.fill(0, 16, 28);
  header.writeUInt32BE(magic, headerSize - 4);
  const common = [option(options.message, [kind]), option(options.server, parseIPv4(subnet.gateway))];
  if (kind === messages.nak) {
    return padded([header, ...common]);
  }
  header.set(parseIPv4(address), 16);
  const time = Buffer.alloc(4);
  time.writeUInt32BE(leaseTime);
  return padded([
    header,
    ...common,
    option(options.lease, time),
    option(options.netmask, parseIPv4(subnet.netmask)),
    option(options.router, parseIPv4(subnet.gateway)),
    option(options.dns, parseIPv4(subnet.dns)),
    option(options.hostName, Buffer.from(label)),
  ]);
}

function option(code: number, value: Uint8Array | readonly number[]): Buffer {
  return Buffer.from([code, value.length, ...value]);
}

/** With its end, and as long as BOOTP's messages were: there are clients that take no shorter one. */
function padded(parts: readonly Buffer[]): Buffer {
  const message = Buffer.concat([...parts, Buffer.from([0xff])]);
  return Buffer.concat([message, Buffer.alloc(Math.max(0, 300 - message.length))]);
}

function readOptions(bytes: Buffer): Map<number, Buffer> {
  const found = new Map<number, Buffer>();
  let at = 0;
  while (at < bytes.length && bytes[at] !== 0xff) {
    if (bytes[at] === 0) {
      at++;
      continue;
    }
    const length = bytes[at + 1] ?? 0;
    found.set(bytes[at] ?? 0, bytes.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return found;
}
