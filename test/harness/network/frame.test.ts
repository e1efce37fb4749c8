import test from "ava";
import { formatIPv6 } from "../../../harness/base/address.ts";
import { Frame } from "../../../harness/network/frame.ts";
import { arpPacket, ethernet, icmpEcho, ipv4, udp } from "./helpers/frames.ts";

const [a, b] = ["02:00:00:00:00:01", "02:00:00:00:00:0f"];

test("a frame's addresses and type are read", (t) => {
  const frame = new Frame(ethernet(a, b, 0x88b5, Buffer.from("payload")));
  t.deepEqual([frame.destination, frame.source, frame.ethertype], [a, b, 0x88b5]);
  t.is(Buffer.from(frame.payload).toString(), "payload");
  t.deepEqual(
    [frame.arp, frame.ipv4, frame.tcp, frame.udp, frame.icmp],
    [undefined, undefined, undefined, undefined, undefined],
  );
  t.is(String(frame), `0x88b5 ${b} > ${a} 21 bytes`);
});

test("ARP is decoded", (t) => {
  const frame = new Frame(ethernet(a, b, 0x0806, arpPacket(1, b, "10.0.2.15", a, "10.0.2.2")));
  t.deepEqual(frame.arp, { operation: "request", senderMac: b, sender: "10.0.2.15", targetMac: a, target: "10.0.2.2" });
  t.is(String(frame), "ARP request for 10.0.2.2 by 10.0.2.15");
});

test("UDP is decoded without Ethernet's padding", (t) => {
  const packet = ipv4("10.0.2.15", "10.0.2.2", 17, udp({ from: 7, to: 9 }, Buffer.from("hi")));
  const frame = new Frame(ethernet(a, b, 0x0800, Buffer.concat([packet, Buffer.alloc(16)])));
  t.is(frame.udp?.sourcePort, 7);
  t.is(frame.udp?.destinationPort, 9);
  t.deepEqual(Buffer.from(frame.udp?.payload ?? []), Buffer.from("hi"));
  t.is(String(frame), "UDP 10.0.2.15:7 > 10.0.2.2:9 2 bytes");
});

for (const [text, hex] of [
  ["::", "00000000000000000000000000000000"],
  ["::1", "00000000000000000000000000000001"],
  ["fe80::ff:fe00:1", "fe80000000000000000000fffe000001"],
  ["2001:db8:0:1:1:1:1:1", "20010db8000000010001000100010001"],
  ["2001:db8::1:0:0:1", "20010db8000000000001000000000001"],
  ["2001:0:0:1::", "20010000000000010000000000000000"],
  ["1:10:100:1000:0:a0:0:1", "0001001001001000000000a000000001"],
] as const) {
  test(`an IPv6 address is written as ${text}`, (t) => {
    t.is(formatIPv6(Buffer.from(`ffff${hex}`, "hex"), 2), text);
  });
}

/** From fe80::1 to fe80::2. */
function ipv6(protocol: number, payload: Buffer, length = payload.length): Buffer {
  const header = Buffer.from(`60000000000000fffe80${"00".repeat(13)}01fe80${"00".repeat(13)}02`, "hex");
  header.writeUInt16BE(length, 4);
  header[6] = protocol;
  return Buffer.concat([header, payload]);
}

test("IPv6 is decoded, with UDP in it, behind its extension headers", (t) => {
  const datagram = udp({ from: 7, to: 9 }, Buffer.from("hi"));
  const padding = Buffer.alloc(20);
  const frame = new Frame(ethernet(a, b, 0x86dd, Buffer.concat([ipv6(17, datagram), padding])));
  t.like(frame.ipv6, { source: "fe80::1", destination: "fe80::2", protocol: 17, hopLimit: 255, fragmentOffset: 0 });
  t.deepEqual(Buffer.from(frame.udp?.payload ?? []), Buffer.from("hi"));
  t.is(String(frame), "UDP [fe80::1]:7 > [fe80::2]:9 2 bytes");
  const extended = Buffer.concat([
    Buffer.from("3c01", "hex"),
    Buffer.alloc(14),
    Buffer.from("1100", "hex"),
    Buffer.alloc(6),
    datagram,
  ]);
  t.is(String(new Frame(ethernet(a, b, 0x86dd, ipv6(0, extended)))), String(frame));
});

test("a later fragment of IPv6 has no transport header", (t) => {
  const fragment = Buffer.concat([Buffer.from("1100000900000001", "hex"), Buffer.alloc(16)]);
  const frame = new Frame(ethernet(a, b, 0x86dd, ipv6(44, fragment)));
  t.like(frame.ipv6, { protocol: 17, fragmentOffset: 8, moreFragments: true });
  t.is(frame.udp, undefined);
  t.is(String(frame), "IPv6 fe80::1 > fe80::2 protocol 17 16 bytes");
});

test("ICMPv6 is decoded, and is none of IPv4's", (t) => {
  const frame = new Frame(ethernet(a, b, 0x86dd, ipv6(58, Buffer.from("8700000012345678", "hex"))));
  t.like(frame.icmpv6, { type: 135, code: 0 });
  t.is(frame.icmp, undefined);
  t.is(String(frame), "ICMPv6 fe80::1 > fe80::2 type 135 code 0");
});

test("IPv6 that is cut off anywhere is undefined, and does no harm", (t) => {
  const extended = Buffer.concat([
    Buffer.from("3c01", "hex"),
    Buffer.alloc(14),
    Buffer.from("11ff", "hex"),
    Buffer.alloc(6),
  ]);
  const whole = ipv6(0, extended);
  for (let length = 0; length < whole.length; length++) {
    t.is(new Frame(ethernet(a, b, 0x86dd, whole.subarray(0, length))).ipv6, undefined);
  }
  t.is(new Frame(ethernet(a, b, 0x86dd, whole)).ipv6, undefined);
  t.is(new Frame(ethernet(a, b, 0x86dd, ipv6(43, Buffer.alloc(4)))).ipv6, undefined);
});

test("TCP is decoded", (t) => {
  const header = Buffer.from("0007c35000000001000000027012ffff00000000020405b400000000", "hex");
  const frame = new Frame(
    ethernet(a, b, 0x0800, ipv4("10.0.2.15", "10.0.2.2", 6, Buffer.concat([header, Buffer.from("x")]))),
  );
  t.like(frame.tcp, { sourcePort: 7, destinationPort: 50000, sequence: 1, acknowledgement: 2, window: 65535 });
  t.like(frame.tcp, { syn: true, ack: true, fin: false, rst: false, psh: false });
  t.is(frame.tcp?.payload.length, 1);
  t.is(String(frame), "TCP 10.0.2.15:7 > 10.0.2.2:50000 [SYN, ACK] seq 1 1 bytes");
});

test("ICMP is decoded", (t) => {
  const frame = new Frame(ethernet(a, b, 0x0800, ipv4("10.0.2.15", "10.0.2.2", 1, icmpEcho(1, Buffer.alloc(4)))));
  t.like(frame.icmp, { type: 8, code: 0 });
  t.is(String(frame), "ICMP 10.0.2.15 > 10.0.2.2 type 8 code 0");
});

test("a later fragment has no ports", (t) => {
  const packet = ipv4("10.0.2.15", "10.0.2.2", 17, udp({ from: 7, to: 9 }, Buffer.from("hi")));
  packet.writeUInt16BE(0x2001, 6);
  const frame = new Frame(ethernet(a, b, 0x0800, packet));
  t.is(frame.udp, undefined);
  t.like(frame.ipv4, { fragmentOffset: 8, moreFragments: true, protocol: 17 });
});

test("a frame that is cut off anywhere is decoded as far as it goes, and never throws", (t) => {
  const whole = [
    ethernet(a, b, 0x0806, arpPacket(1, b, "10.0.2.15", a, "10.0.2.2")),
    ethernet(a, b, 0x0800, ipv4("10.0.2.15", "10.0.2.2", 17, udp({ from: 7, to: 9 }, Buffer.from("hi")))),
  ];
  for (const frame of whole) {
    for (let length = 0; length < frame.length; length++) {
      const cut = new Frame(frame.subarray(0, length));
      t.notThrows(() => String(cut));
      t.deepEqual([cut.arp, cut.udp], [undefined, undefined]);
    }
  }
});
