import { isIPv4 } from "node:net";
import { encodeEthernet } from "../encode/ethernet.ts";
import { ethertypes } from "../ethertypes.ts";
import { ethernetHeader } from "../frame.ts";
import type { Named } from "../names.ts";
import { lengthSize, longestFrame, packetOf } from "../packet.ts";

/** Begins the text of an announcement, with its format's version; a line for each name follows. */
const title = "async-io-ts names 1";
/** A group that nobody belongs to, and an address that nobody has: a switch that knows nothing of announcements floods them, once. */
const address = { destination: "03:61:69:6f:74:73", source: "02:61:69:6f:74:73" };
const typeAt = lengthSize + 12;
const textAt = lengthSize + ethernetHeader;
/** Of one network; it has room for fewer devices. */
const most = 256;

/** A frame by which one network tells another, to which it is joined, who is there. Devices never get it. */
export function announcement(names: Iterable<Named>): Buffer {
  const lines = Array.from(names, ([label, at]) => `${label} ${at}`).slice(0, most);
  const payload = Buffer.from([title, ...lines].join("\n"));
  return packetOf(encodeEthernet({ ...address, ethertype: ethertypes.announcement, payload }));
}

/** What an announcement says; undefined where the packet is none. Lines that are no names are left out. */
export function readAnnouncement(packet: Buffer): Named[] | undefined {
  if (
    packet.length < textAt ||
    packet.length > longestFrame ||
    packet.readUInt16BE(typeAt) !== ethertypes.announcement
  ) {
    return undefined;
  }
  const [first, ...lines] = packet.toString("latin1", textAt).split("\n");
  return first !== title ? undefined : lines.slice(0, most).flatMap(readLine);
}

function readLine(line: string): Named[] {
  const [label = "", at = "", ...rest] = line.split(" ");
  return /^[a-z0-9-]{1,63}$/.test(label) && isIPv4(at) && rest.length === 0 ? [[label, at]] : [];
}
