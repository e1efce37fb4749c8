/** The gateway's TCP, against itself, on a link of a clock that the test moves: the same in each run. */
import test from "ava";
import type { LinkOptions } from "../../../../harness/network/link/options.ts";
import { flags } from "../../../../harness/network/tcp/segment.ts";
import { after, distance } from "../../../../harness/network/tcp/sequence.ts";
import { Pair } from "./pair.ts";

/** Bytes of which no two places are alike. */
function pattern(size: number, salt = 0): Buffer {
  const bytes = Buffer.alloc(size);
  for (let at = 0; at + 4 <= size; at += 4) {
    bytes.writeUInt32LE((at * 2_654_435_761 + salt) >>> 0, at);
  }
  return bytes;
}

test("a connection is opened, carries bytes both ways, and each half ends by itself", (t) => {
  const { near, far, clock, ...pair } = opened();
  near.connection?.write(Buffer.from("question"));
  near.connection?.end();
  clock.advance(10);
  t.deepEqual([far.received.toString(), far.hasEnded, far.closed], ["question", true, undefined]);
  far.connection?.write(Buffer.from("answer"));
  clock.advance(10);
  t.deepEqual([near.received.toString(), near.hasEnded], ["answer", false]);
  far.connection?.end();
  clock.advance(10);
  t.deepEqual([near.closed, far.closed, near.hasEnded], ["well", "well", true]);
  // The side that ended first answers for a while what is asked again.
  t.deepEqual([near.isGone, far.isGone], [false, true]);
  clock.advance(60_000);
  t.true(near.isGone);
  t.true(pair.sent.length < 12);
});

test("the end is sent once", (t) => {
  const pair = opened();
  pair.near.connection?.end();
  pair.clock.advance(5_000);
  pair.far.connection?.end();
  pair.clock.advance(60_000);
  t.deepEqual([pair.count("near", flags.ack | flags.fin), pair.count("far", flags.ack | flags.fin)], [1, 1]);
});

for (const [title, link] of [
  ["a clean link", {}],
  ["one that loses a tenth", { loss: 0.1 }],
  ["one that swaps frames and sends some twice", { reorder: 0.2, duplicate: 0.2, latency: 1 }],
  ["one that flips bits", { corrupt: 0.1 }],
  [
    "all of that, slow and late",
    { loss: 0.05, reorder: 0.1, duplicate: 0.1, corrupt: 0.05, latency: 30, jitter: 20, rate: 2e6 },
  ],
] satisfies [string, LinkOptions][]) {
  test(`300 KB both ways arrive byte for byte over ${title}`, (t) => {
    const { near, far, clock } = opened(link);
    const [there, back] = [pattern(300_000, 1), pattern(300_000, 2)];
    near.connection?.write(there);
    far.connection?.write(back);
    near.connection?.end();
    far.connection?.end();
    clock.advance(600_000);
    t.true(far.received.equals(there));
    t.true(near.received.equals(back));
    t.deepEqual([near.closed, far.closed], ["well", "well"]);
  });
}

test("nothing is sent twice on a clean link", (t) => {
  const pair = opened();
  pair.near.connection?.write(pattern(500_000));
  pair.clock.advance(60_000);
  const sequences = pair.sent.filter(({ by, segment }) => by === "near" && segment.data.length > 0);
  t.is(new Set(sequences.map(({ segment }) => segment.sequence)).size, sequences.length);
});

test("what is written before the peer has agreed is sent with the handshake's end", (t) => {
  const pair = new Pair();
  pair.connect();
  pair.near.connection?.write(Buffer.from("early"));
  pair.near.connection?.end();
  pair.clock.advance(10);
  t.is(pair.far.received.toString(), "early");
  t.true(pair.far.hasEnded);
});

test("a peer that takes nothing stops the sender, and what it has room for again comes at once", (t) => {
  const pair = opened();
  const bytes = pattern(200_000);
  pair.far.kept = 0xffff;
  pair.near.connection?.write(bytes);
  pair.clock.advance(100);
  const received = pair.far.received.length;
  t.true(received <= 0xffff, String(received));
  pair.clock.advance(30_000);
  t.true(pair.far.received.length <= 0xffff);
  t.true((pair.near.connection?.pending ?? 0) >= 200_000 - 0xffff);
  pair.far.kept = 0;
  pair.far.connection?.taken();
  pair.clock.advance(50);
  t.true(pair.far.received.equals(bytes));
});

for (const farInitial of [0, 1, 0x7fffffff, 0x80000000, 0xd0000000, 0xffffffff]) {
  test(`nothing is sent beyond the window of a peer whose first number is ${farInitial}`, (t) => {
    const pair = new Pair({}, { farInitial });
    pair.connect();
    // Each acknowledgement tells of less room.
    pair.far.kept = 0xffff;
    pair.near.connection?.write(pattern(200_000));
    pair.clock.advance(100);
    pair.far.kept = 0;
    pair.far.connection?.taken();
    pair.clock.advance(1_000);
    t.is(pair.far.received.length, 200_000);
    let edge: number | undefined;
    for (const { by, segment } of pair.sent) {
      const end = after(segment.sequence, segment.data.length);
      if (by === "far") {
        edge = after(segment.acknowledgement, segment.window);
      } else if (segment.data.length > 1) {
        t.true(edge !== undefined && distance(end, edge) >= 0, `${end} of ${edge}`);
      }
    }
  });
}

test("news of room that is lost is asked for", (t) => {
  const pair = opened();
  pair.far.kept = 0xffff;
  pair.near.connection?.write(pattern(100_000));
  pair.clock.advance(100);
  pair.far.kept = 0;
  pair.link.dropNext(1);
  pair.far.connection?.taken();
  pair.clock.advance(60_000);
  t.is(pair.far.received.length, 100_000);
});

test("a segment that is lost among many is sent again before its time", (t) => {
  const pair = opened({ latency: 1 });
  pair.link.down.dropNext(({ tcp }) => (tcp?.payload.length ?? 0) > 0);
  pair.near.connection?.write(pattern(20_000));
  pair.clock.advance(100);
  t.is(pair.far.received.length, 20_000);
});

test("the last one is sent again after a second, and then after twice as long", (t) => {
  const pair = opened();
  const start = pair.clock.now();
  pair.link.down.dropNext(2);
  pair.near.connection?.write(Buffer.from("lost"));
  const times: number[] = [];
  for (let seen = 0; pair.clock.now() < start + 5_000; pair.clock.advance(1)) {
    const { length } = pair.sent.filter(({ by, segment }) => by === "near" && segment.data.length > 0);
    if (length > seen) {
      seen = length;
      times.push(Math.round((pair.clock.now() - start) / 100) / 10);
    }
  }
  t.deepEqual(times, [0, 1, 3]);
  t.is(pair.far.received.toString(), "lost");
});

test("a peer that refuses is told of, and leaves nothing", (t) => {
  const pair = new Pair();
  pair.answer = (connection, syn) => connection.refuse(syn);
  pair.connect();
  pair.clock.advance(10);
  t.deepEqual([pair.near.closed, pair.near.isGone, pair.far.isGone], ["ECONNREFUSED", true, true]);
});

test("a peer that never answers is given up after a minute", (t) => {
  const pair = new Pair({ loss: 1 });
  pair.connect();
  pair.clock.advance(62_000);
  t.is(pair.near.closed, undefined);
  pair.clock.advance(2_000);
  t.is(pair.near.closed, "ETIMEDOUT");
  t.is(pair.count("near", flags.syn), 6);
});

test("a peer that is gone is given up, though not soon", (t) => {
  const pair = opened();
  pair.link.set({ loss: 1 });
  pair.near.connection?.write(Buffer.from("anybody there?"));
  pair.clock.advance(120_000);
  t.is(pair.near.closed, undefined);
  pair.clock.advance(900_000);
  t.is(pair.near.closed, "ETIMEDOUT");
});

test("a reset ends the other side at once, also during the handshake", (t) => {
  const pair = opened();
  pair.near.connection?.write(Buffer.from("x"));
  pair.near.connection?.abort();
  pair.clock.advance(10);
  t.deepEqual([pair.far.closed, pair.far.isGone, pair.near.isGone], ["ECONNRESET", true, true]);
  const early = new Pair();
  early.answer = () => {};
  early.connect();
  early.clock.advance(10);
  early.near.connection?.abort();
  early.clock.advance(10);
  t.is(early.far.closed, "ECONNRESET");
});

/** A pair whose connection is there. */
function opened(link: LinkOptions = {}): Pair {
  const pair = new Pair();
  pair.connect();
  pair.clock.advance(10);
  pair.link.set(link);
  if (!pair.near.isOpen || !pair.far.isOpen) {
    throw new Error("the connection did not open");
  }
  return pair;
}
