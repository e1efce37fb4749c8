import type { Frame } from "../frame.ts";
import type { Tcp } from "./tcp.ts";

const flags = ["syn", "fin", "rst", "psh", "ack"] as const satisfies readonly (keyof Tcp)[];

/** One line on what a frame is, for the messages of failed tests. */
export function describe(frame: Frame): string {
  return (
    describeArp(frame) ??
    describeIPv4(frame) ??
    `${type(frame)} ${frame.source} > ${frame.destination} ${frame.bytes.length} bytes`
  );
}

function type({ ethertype }: Frame): string {
  return `0x${ethertype.toString(16).padStart(4, "0")}`;
}

function describeArp({ arp }: Frame): string | undefined {
  if (arp === undefined) {
    return undefined;
  }
  return arp.operation === "reply"
    ? `ARP ${arp.sender} is at ${arp.senderMac}`
    : `ARP ${arp.operation} for ${arp.target} by ${arp.sender}`;
}

function describeIPv4({ ipv4, tcp, udp, icmp }: Frame): string | undefined {
  if (ipv4 === undefined) {
    return undefined;
  }
  const { source, destination, payload, protocol } = ipv4;
  if (tcp !== undefined) {
    const set = flags.filter((flag) => tcp[flag]).map((flag) => flag.toUpperCase());
    const ends = `${source}:${tcp.sourcePort} > ${destination}:${tcp.destinationPort}`;
    return `TCP ${ends} [${set.join(", ")}] seq ${tcp.sequence} ${tcp.payload.length} bytes`;
  }
  if (udp !== undefined) {
    return `UDP ${source}:${udp.sourcePort} > ${destination}:${udp.destinationPort} ${udp.payload.length} bytes`;
  }
  if (icmp !== undefined) {
    return `ICMP ${source} > ${destination} type ${icmp.type} code ${icmp.code}`;
  }
  return `IPv4 ${source} > ${destination} protocol ${protocol} ${payload.length} bytes`;
}
