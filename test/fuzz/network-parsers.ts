/** The harness's parsers of what comes over the virtual network. Each property throws where one does what it must not. */
import { strict as assert } from "node:assert";
import dns from "dns-packet";
import fc from "fast-check";
import { encodeDatagram } from "../../harness/network/encode/datagram.ts";
import { udpPackets } from "../../harness/network/encode/udp.ts";
import { Fragments } from "../../harness/network/gateway/fragments.ts";
import { Neighbours } from "../../harness/network/gateway/neighbours.ts";
import { Frame, NetworkError } from "../../harness/network/index.ts";
import { packetOf } from "../../harness/network/packet.ts";
import { PacketReader } from "../../harness/network/packet-reader.ts";
import { Registry } from "../../harness/network/registry.ts";
import { announcement, readAnnouncement } from "../../harness/network/remote/announcement.ts";
import { isBetweenDevices } from "../../harness/network/remote/filters.ts";
import { acknowledgement, segment } from "../../harness/network/segment.ts";
import { Services } from "../../harness/network/services/services.ts";
import { Receiver } from "../../harness/network/tcp/receiver.ts";
import { readSegment } from "../../harness/network/tcp/segment.ts";
import { kindNames } from "../soak/frames/index.ts";
import { frameOf } from "../soak/plan.ts";
import { targetOf } from "../soak/target.ts";
import { anyBytes, changed, cuts, pieces } from "./bytes.ts";

const device = { mac: "02:00:00:00:00:01", address: "10.0.2.15", port: 68 };
const host = { mac: "52:55:0a:00:02:02", address: "10.0.2.2", port: 67 };
const target = { ...targetOf(device, { address: "10.0.2.16" }), conversations: [], recorded: [] };

/** A frame of each kind that a soak sends. */
const odd = kindNames.map((kind) => frameOf(1, { number: 0, kind }, 0, target));
const question = dns.encode({ type: "query", id: 1, questions: [{ type: "A", name: "host.test" }] });
const discover = Buffer.alloc(244);
discover.set([1, 1, 6, 0]);
discover.writeUInt32BE(0x63825363, 236);
discover.set([53, 1, 1, 255], 240);
const asked = [
  encodeDatagram({ ...device, port: 4_000 }, { mac: "52:55:0a:00:02:03", address: "10.0.2.3", port: 53 }, question),
  encodeDatagram({ ...device, address: "0.0.0.0" }, { ...host, mac: "ff:ff:ff:ff:ff:ff" }, discover),
];
const names = Buffer.from(announcement([["device", "10.0.2.15"]]).subarray(4));
const frames = fc.oneof(changed([...odd, ...asked, names]), anyBytes(120)).filter(({ length }) => length > 0);

/** All that is asked of a frame, by the switch, the pacer, the gateway and tests. */
const decoding = fc.property(frames, (bytes) => {
  const frame = new Frame(bytes);
  const { arp, ipv4, ipv6, icmp, icmpv6, udp, tcp, source, destination, ethertype, payload } = frame;
  assert(String(frame).length > 0);
  assert(payload.length <= bytes.length && ethertype >= 0 && source.length + destination.length >= 0);
  for (const part of [ipv4, ipv6, udp, tcp, icmp, icmpv6]) {
    assert(part === undefined || part.payload.length <= bytes.length);
  }
  assert(arp === undefined || arp.sender.length > 0);
  const packet = packetOf(bytes);
  segment(packet);
  acknowledgement(packet);
  readAnnouncement(packet);
  isBetweenDevices(packet);
});

/** Names, DHCP and ARP, which the network answers itself. */
const answering = fc.property(fc.array(frames, { maxLength: 4 }), (several) => {
  const registry = new Registry();
  const services = new Services(registry);
  const neighbours = new Neighbours(() => {});
  for (const frame of several) {
    const packet = packetOf(frame);
    services.take(packet, (answer) => assert(answer.length > 4));
    neighbours.receive(packet);
  }
});

/** Datagrams in pieces that come in any order, twice, and with pieces of others: a whole one is what was sent, or nothing. */
const fragments = fc.property(
  fc.array(fc.record({ offset: fc.nat(40), length: fc.nat(64), more: fc.boolean() }), { maxLength: 12 }),
  (parts) => {
    const whole = new Fragments();
    const [sample = Buffer.alloc(0)] = udpPackets(
      { source: 1, sourcePort: 1, destination: 2, destinationPort: 2, payload: Buffer.alloc(64) },
      1,
    );
    for (const { offset, length, more } of parts) {
      const packet = Buffer.from(sample.subarray(0, 38 + length));
      packet.writeUInt16BE(offset | (more ? 0x2000 : 0), 24);
      const bytes = whole.take(packet, 38, packet.length);
      assert(bytes === undefined || bytes.length <= 0xffff);
    }
  },
);

/** A stream of packets is the same packets, wherever it is cut. */
const packets = fc.property(fc.array(anyBytes(40), { maxLength: 5 }), anyBytes(8), cuts, (several, rest, at) => {
  const whole = several.filter(({ length }) => length > 0).map((bytes) => packetOf(bytes));
  const reader = new PacketReader();
  const came: Buffer[] = [];
  try {
    for (const piece of pieces(Buffer.concat([...whole, rest]), at)) {
      reader.push(piece, (packet) => came.push(Buffer.from(packet)));
    }
  } catch (error) {
    assert(error instanceof NetworkError && error.code === "EPROTO", String(error));
  }
  assert.deepEqual(came.slice(0, whole.length), whole);
});

const stream = Buffer.from(Array.from({ length: 400 }, (_, index) => (index * 7) & 0xff));

/** Segments of one stream in any order, twice and overlapping: what is delivered is the stream's beginning. */
const ordering = fc.property(
  fc.nat(0xffff_ffff),
  fc.array(fc.record({ start: fc.nat(380), length: fc.nat(60), isEnd: fc.boolean() }), { maxLength: 20 }),
  (first, parts) => {
    const got: Buffer[] = [];
    const receiver = new Receiver({ first, untaken: () => 0, deliver: (data) => got.push(data), onEnd: () => {} });
    for (const { start, length, isEnd } of parts) {
      const data = stream.subarray(start, start + length);
      const sequence = (first + start) >>> 0;
      const flags = isEnd && start + data.length === stream.length ? 17 : 16;
      const part = { sequence, acknowledgement: 0, flags, window: 0, mss: undefined, data };
      if (receiver.accepts(part)) {
        receiver.take(part);
      }
    }
    const all = Buffer.concat(got);
    assert.deepEqual(all, stream.subarray(0, all.length));
  },
);

/** A segment is read within its packet. */
const segments = fc.property(frames, fc.nat(60), (bytes, end) => {
  const packet = packetOf(bytes);
  const read = packet.length < 38 ? undefined : readSegment(packet, 38, Math.min(packet.length, 38 + end));
  assert(read === undefined || read.data.length <= packet.length);
});

export const networkParsers = { decoding, answering, fragments, packets, ordering, segments } as const;
