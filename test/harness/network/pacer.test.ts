import test from "ava";
import { Pacer } from "../../../harness/network/pacer.ts";
import { packetOf } from "../../../harness/network/packet.ts";
import { acknowledgement, covers, segment } from "../../../harness/network/segment.ts";
import { ethernet, ipv4, udp } from "./helpers/frames.ts";
import { ManualClock } from "./helpers/manual-clock.ts";

const [device, host] = ["02:00:00:00:00:01", "52:55:0a:00:02:02"];
const flag = { fin: 1, syn: 2, ack: 16 } as const;

/** A TCP segment of a connection between the host's port `port` and the device's port 7. */
function tcp(
  port: number,
  toDevice: boolean,
  numbers: { seq?: number; ack?: number },
  size = 0,
  flags: number = flag.ack,
) {
  const header = Buffer.alloc(20);
  const [from, to] = toDevice ? [port, 7] : [7, port];
  header.writeUInt16BE(from, 0);
  header.writeUInt16BE(to, 2);
  header.writeUInt32BE(numbers.seq ?? 0, 4);
  header.writeUInt32BE(numbers.ack ?? 0, 8);
  header.writeUInt8(0x50, 12);
  header.writeUInt8(flags, 13);
  const ends = ["10.0.2.2", "10.0.2.15"] as const;
  const [source, destination] = toDevice ? ends : [ends[1], ends[0]];
  const packet = ipv4(source, destination, 6, Buffer.concat([header, Buffer.alloc(size)]));
  return packetOf(toDevice ? ethernet(device, host, 0x0800, packet) : ethernet(host, device, 0x0800, packet));
}

const data = (port: number, seq: number, size = 1460) => tcp(port, true, { seq }, size);
const ack = (port: number, number: number) => tcp(port, false, { ack: number });

function setup(limit = 1 << 20) {
  const clock = new ManualClock();
  const came: Buffer[] = [];
  const pacer = new Pacer({ clock, deliver: (packet) => came.push(packet), limit });
  return { clock, came, pacer };
}

/** What fits into a card: six whole frames, with what it adds to each. */
const whole = 6;

test("what a card holds passes at once, the rest when the first is acknowledged", (t) => {
  const { came, pacer } = setup();
  for (let count = 0; count < 10; count++) {
    pacer.push(data(1, count * 1460));
  }
  t.is(came.length, whole);
  pacer.heard(ack(1, 2 * 1460));
  t.is(came.length, whole + 2);
  pacer.heard(ack(1, 10 * 1460));
  t.is(came.length, 10);
});

test("what is acknowledged on one connection tells of what came before it on others", (t) => {
  const { came, pacer } = setup();
  for (let port = 1; port <= 12; port++) {
    pacer.push(data(port, 0));
  }
  pacer.heard(ack(5, 1460));
  t.is(came.length, whole + 5);
});

test("an acknowledgement of what was acknowledged before, or of another connection, tells nothing", (t) => {
  const { came, pacer } = setup();
  for (let count = 0; count < 10; count++) {
    pacer.push(data(1, count * 1460));
  }
  pacer.heard(ack(1, 0));
  pacer.heard(ack(2, 10 * 1460));
  pacer.heard(ack(1, 1459));
  t.is(came.length, whole);
});

test("of what is sent twice, the acknowledgement is the first one's", (t) => {
  const { came, pacer } = setup();
  pacer.push(data(1, 0));
  for (let port = 2; port <= whole; port++) {
    pacer.push(data(port, 0));
  }
  pacer.heard(ack(1, 1460));
  pacer.push(data(2, 0));
  t.is(came.length, whole + 1);
  pacer.push(data(9, 0));
  pacer.heard(ack(2, 1460));
  t.is(came.length, whole + 2);
  pacer.push(data(9, 1460));
  pacer.push(data(9, 2920));
  t.is(came.length, whole + 2, "the second copy is still unread, and what came before it");
});

test("without any sign, frames count as read after a while, and longer each time until there is one", (t) => {
  const { clock, came, pacer } = setup();
  for (let count = 0; count < 4 * whole; count++) {
    pacer.push(
      packetOf(
        ethernet(device, host, 0x0800, ipv4("10.0.2.2", "10.0.2.15", 17, udp({ from: 1, to: 2 }, Buffer.alloc(1472)))),
      ),
    );
  }
  const after = [9.9, 0.1, 19.9, 0.1, 20].map((ms) => {
    clock.advance(ms);
    return came.length;
  });
  t.deepEqual(after, [whole, 2 * whole, 2 * whole, 3 * whole, 4 * whole]);
});

test("an answer that is no TCP tells of one frame", (t) => {
  const { came, pacer } = setup();
  for (let count = 0; count < 10; count++) {
    pacer.push(data(1, count * 1460));
  }
  pacer.heard(
    packetOf(
      ethernet(host, device, 0x0800, ipv4("10.0.2.15", "10.0.2.2", 17, udp({ from: 7, to: 9 }, Buffer.alloc(9)))),
    ),
  );
  t.is(came.length, whole + 1);
});

test("small frames pass by the dozen, what is longer than the card holds passes alone, and the order stays", (t) => {
  const { clock, came, pacer } = setup();
  pacer.push(data(1, 0, 10));
  pacer.heard(ack(1, 10));
  for (let count = 1; count < 80; count++) {
    pacer.push(data(1, count * 10, 10));
  }
  t.is(came.length, 80);
  const long = packetOf(Buffer.alloc(60_000));
  pacer.push(long);
  pacer.push(data(1, 800, 10));
  t.is(came.length, 80);
  // What will be acknowledged is waited for longer than a datagram.
  clock.advance(59.9);
  t.is(came.length, 80);
  clock.advance(0.1);
  t.true(came.at(-1) === long);
  clock.advance(20);
  t.is(came.length, 82);
});

test("a segment of a connection that the device never acknowledged is waited for no longer than a datagram", (t) => {
  const { clock, came, pacer } = setup();
  for (let count = 0; count < 3 * whole; count++) {
    pacer.push(data(count, 0));
  }
  // In vain the first time: twice as long after that.
  clock.advance(10);
  t.is(came.length, 2 * whole);
  clock.advance(20);
  t.is(came.length, 3 * whole);
});

test("what waits is bounded, and what does not fit is counted", (t) => {
  const { came, pacer } = setup(3000);
  for (let count = 0; count < 10; count++) {
    pacer.push(data(1, count * 1460));
  }
  t.is(pacer.dropped, 3);
  pacer.heard(ack(1, 10 * 1460));
  t.is(came.length, whole + 1);
});

test("segments end behind their bytes, SYN and FIN, and what has none of them is not acknowledged", (t) => {
  t.is(segment(data(1, 100, 50))?.end, 150);
  t.is(segment(tcp(1, true, { seq: 0xffffffff }, 1, flag.syn | flag.fin))?.end, 2);
  t.is(segment(tcp(1, true, { seq: 100 })), undefined);
  t.is(segment(packetOf(Buffer.alloc(100))), undefined);
  t.is(acknowledgement(tcp(1, false, { ack: 5 }, 0, flag.syn)), undefined);
  const sent = segment(data(1, 0xffffff00, 0x200));
  t.true(sent !== undefined && acknowledgement(ack(1, 0x100))?.covers(sent));
  t.false(sent !== undefined && acknowledgement(ack(1, 0xff))?.covers(sent));
  t.true(sent !== undefined && covers(sent, { ...sent, end: 0xffffff80 }));
  t.false(sent !== undefined && covers({ ...sent, end: 0xffffff80 }, sent));
});

test("packets that are cut off anywhere carry nothing, and do no harm", (t) => {
  const packet = data(1, 0, 4);
  for (let length = 4; length < packet.length - 4; length++) {
    t.is(segment(packet.subarray(0, length)), undefined);
    t.is(acknowledgement(packet.subarray(0, length)), undefined);
  }
});
