import test from "ava";
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
