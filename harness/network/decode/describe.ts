import type { Frame } from "../frame.ts";
import type { Tcp } from "./tcp.ts";

const flags = ["syn", "fin", "rst", "psh", "ack"] as const satisfies readonly (keyof Tcp)[];

/** One line on what a frame is, for the messages of failed tests. */
export function describe(frame: Frame): string {
  return (
    describeArp(frame) ??
    describeIP(frame) ??
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

function describeIP({ ipv4, ipv6, tcp, udp, icmp, icmpv6 }: Frame): string | undefined {
  const packet = ipv4 ?? ipv6;
  if (packet === undefined) {
    return undefined;
  }
  const { source, destination, payload, protocol } = packet;
  const end = (address: string, port: number) => (ipv6 === undefined ? `${address}:${port}` : `[${address}]:${port}`);
  const ends = ({ sourcePort, destinationPort }: { sourcePort: number; destinationPort: number }) =>
    `${end(source, sourcePort)} > ${end(destination, destinationPort)}`;
  if (tcp !== undefined) {
    const set = flags.filter((flag) => tcp[flag]).map((flag) => flag.toUpperCase());
    return `TCP ${ends(tcp)} [${set.join(", ")}] seq ${tcp.sequence} ${tcp.payload.length} bytes`;
  }
  if (udp !== undefined) {
    return `UDP ${ends(udp)} ${udp.payload.length} bytes`;
  }
  const message = icmp ?? icmpv6;
  if (message !== undefined) {
    return `${icmp === undefined ? "ICMPv6" : "ICMP"} ${source} > ${destination} type ${message.type} code ${message.code}`;
  }
  return `${ipv6 === undefined ? "IPv4" : "IPv6"} ${source} > ${destination} protocol ${protocol} ${payload.length} bytes`;
}
