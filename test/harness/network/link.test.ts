import { once } from "node:events";
import test from "ava";
import { realClock, StoppableClock } from "../../../harness/network/link/clock.ts";
import { Link } from "../../../harness/network/link/link.ts";
import type { LinkOptions } from "../../../harness/network/link/options.ts";
import { packetOf } from "../../../harness/network/packet.ts";
import { ethernet } from "./helpers/frames.ts";
import { ManualClock } from "./helpers/manual-clock.ts";

/** A packet that can be told from others by its first payload byte; `size` bytes behind the Ethernet header. */
function packet(number: number, size = 46): Buffer {
  return packetOf(ethernet("02:00:00:00:00:01", "02:00:00:00:00:02", 0x0800, Buffer.alloc(size, number & 0xff)));
}

function setup({ name = "a", seed = 1 } = {}) {
  const clock = new ManualClock();
  const came: { at: number; packet: Buffer }[] = [];
  const back: Buffer[] = [];
  const up = (one: Buffer) => came.push({ at: clock.now(), packet: one });
  const link = new Link({ name, seed, clock, up, down: (one) => back.push(one) });
  const numbers = () => came.map((one) => one.packet.at(18));
  return { clock, link, came, back, numbers };
}

/** Which of 200 packets come, and in which order, with these faults. */
function outcome(options: LinkOptions, given?: { name?: string; seed?: number }): (number | undefined)[] {
  const { clock, link, numbers } = setup(given);
  link.set(options);
  for (let number = 0; number < 200; number++) {
    link.up.send(packet(number));
    clock.advance(1);
  }
  clock.advance(1000);
  return numbers();
}

test("a clean link passes the very packet, at once", (t) => {
  const { link, came } = setup();
  const one = packet(1);
  link.up.send(one);
  t.is(came[0]?.packet, one);
});

test("latency is exact, and frames keep their order", (t) => {
  const { clock, link, came, numbers } = setup();
  link.set({ latency: 20 });
  link.up.send(packet(1));
  clock.advance(5);
  link.up.send(packet(2));
  clock.advance(14.99);
  t.is(came.length, 0);
  clock.advance(100);
  t.deepEqual(
    came.map(({ at }) => at),
    [20, 25],
  );
  t.deepEqual(numbers(), [1, 2]);
});

test("jitter stays inside its bounds, varies, and keeps the order", (t) => {
  const { clock, link, came, numbers } = setup();
  link.set({ latency: 20, jitter: 5 });
  for (let number = 0; number < 100; number++) {
    link.up.send(packet(number));
    clock.advance(50);
  }
  const delays = came.map(({ at }, index) => at - index * 50);
  t.true(Math.min(...delays) >= 15 && Math.max(...delays) <= 25, String(delays));
  t.true(new Set(delays).size > 90);
  t.deepEqual(
    numbers(),
    Array.from({ length: 100 }, (_, index) => index),
  );
});

test("a rate spreads frames by their length", (t) => {
  const { clock, link, came } = setup();
  link.set({ rate: 8000 });
  link.up.send(packet(1, 86));
  link.up.send(packet(2, 186));
  clock.advance(10_000);
  t.deepEqual(
    came.map(({ at }) => at),
    [100, 300],
  );
});

test("the queue of a slow link is bounded", (t) => {
  const { clock, link, came } = setup();
  link.set({ rate: 8000 });
  for (let number = 0; number < 1500; number++) {
    link.up.send(packet(number));
  }
  clock.advance(1e9);
  t.is(came.length, 1000);
  t.is(link.up.statistics.overflowed, 500);
});

for (const [queue, count] of [
  [{ queue: 3 }, 3],
  [{ queueBytes: 250 }, 4],
  [{ queueBytes: 1 }, 1],
  [{ queue: 2, queueBytes: 250 }, 2],
] as const) {
  test(`of ten frames at once, a slow link with ${JSON.stringify(queue)} takes ${count}`, (t) => {
    const { clock, link, numbers } = setup();
    link.set({ rate: 8000, ...queue });
    for (let number = 0; number < 10; number++) {
      link.up.send(packet(number));
    }
    clock.advance(1e6);
    t.is(numbers().length, count);
    link.up.send(packet(99));
    clock.advance(1e6);
    t.is(numbers().at(-1), 99);
  });
}

test("the queue keeps its frames, and its speed, while options change", (t) => {
  const { clock, link, came, numbers } = setup();
  link.set({ rate: 8000 });
  link.up.send(packet(1, 86));
  link.up.send(packet(2, 86));
  link.set({ mtu: 1500 });
  link.up.send(packet(3, 86));
  clock.advance(1000);
  t.deepEqual(
    came.map(({ at }) => at),
    [100, 200, 300],
  );
  t.deepEqual(numbers(), [1, 2, 3]);
});

for (const [title, change] of [
  ["less latency", (link: Link) => link.set({ latency: 5 })],
  ["none", (link: Link) => link.set({ latency: 0 })],
  ["a clean link", (link: Link) => link.clear()],
] as const) {
  test(`frames on their way are not overtaken when there is ${title} from now on`, (t) => {
    const { clock, link, numbers, came } = setup();
    link.set({ latency: 100 });
    link.up.send(packet(1));
    change(link);
    link.up.send(packet(2));
    clock.advance(100);
    t.deepEqual(numbers(), [1, 2]);
    link.clear();
    link.up.send(packet(3));
    t.is(came.at(-1)?.at, 100);
  });
}

for (const [option, fate] of [
  ["loss", "lost"],
  ["duplicate", "duplicated"],
  ["corrupt", "corrupted"],
  ["reorder", "reordered"],
] as const) {
  test(`${option} happens about as often as asked, and the same for the same seed`, (t) => {
    const { clock, link } = setup();
    link.set({ [option]: 0.2 });
    for (let number = 0; number < 2000; number++) {
      link.up.send(packet(number));
      clock.advance(1);
    }
    const count = link.up.statistics[fate];
    // Reordering cannot hit the packet that overtakes.
    t.true(count > 300 && count < 480, `${fate}: ${count}`);
    t.deepEqual(outcome({ [option]: 0.2 }), outcome({ [option]: 0.2 }));
  });
}

test("another seed, another link and the other direction have other faults", (t) => {
  const first = outcome({ loss: 0.3 });
  t.notDeepEqual(outcome({ loss: 0.3 }, { seed: 2 }), first);
  t.notDeepEqual(outcome({ loss: 0.3 }, { name: "b" }), first);
  const { link, numbers, back } = setup();
  link.set({ loss: 0.3 });
  for (let number = 0; number < 200; number++) {
    link.up.send(packet(number));
    link.down.send(packet(number));
  }
  t.notDeepEqual(
    back.map((one) => one.at(18)),
    numbers(),
  );
});

test("which frames are lost does not depend on what else goes wrong", (t) => {
  const lost = outcome({ loss: 0.3 });
  t.deepEqual(outcome({ loss: 0.3, latency: 3, corrupt: 0 }), lost);
  t.deepEqual([...new Set(outcome({ loss: 0.3, duplicate: 0.5 }))], lost);
});

test("the same seed and the same frames have the same faults at the same instants, with everything that can go wrong", (t) => {
  const run = () => {
    const { clock, link, came, back } = setup({ name: "device", seed: 7 });
    link.set({
      latency: 5,
      jitter: 3,
      loss: 0.1,
      duplicate: 0.1,
      reorder: 0.1,
      corrupt: 0.1,
      rate: 1e6,
      queue: 20,
      mtu: 300,
    });
    link.dropNext(({ bytes }) => (bytes[14] ?? 0) % 7 === 0, 5);
    void link.during(30, { loss: 0.5 });
    for (let number = 0; number < 500; number++) {
      link.up.send(packet(number, 46 + ((number * 37) % 300)));
      link.down.send(packet(number, 46 + ((number * 11) % 300)));
      clock.advance(number % 3);
    }
    clock.advance(10_000);
    return { came: came.map(({ at, packet: one }) => [at, one.toString("hex")]), back, ...link.up.statistics };
  };
  const [first, second] = [run(), run()];
  t.deepEqual(first, second);
  for (const fate of ["lost", "duplicated", "reordered", "corrupted", "overflowed", "oversize", "dropped"] as const) {
    t.true(first[fate] > 0, fate);
  }
});

test("a duplicate comes twice, and nothing else does", (t) => {
  const { link, numbers } = setup();
  link.set({ duplicate: 1 });
  link.up.send(packet(1));
  t.deepEqual(numbers(), [1, 1]);
});

test("a frame that is reordered is overtaken by exactly one, or waits 10 ms", (t) => {
  const { clock, link, numbers } = setup();
  link.set({ reorder: 1 });
  link.up.send(packet(1));
  t.deepEqual(numbers(), []);
  link.up.send(packet(2));
  t.deepEqual(numbers(), [2, 1]);
  link.up.send(packet(3));
  clock.advance(9.9);
  t.deepEqual(numbers(), [2, 1]);
  clock.advance(0.1);
  t.deepEqual(numbers(), [2, 1, 3]);
  clock.advance(100);
  t.is(numbers().length, 3);
});

test("corruption flips one bit behind the Ethernet header, in a copy", (t) => {
  const { link, came } = setup();
  link.set({ corrupt: 1 });
  const sent = packet(0);
  link.up.send(sent);
  const got = came[0]?.packet ?? Buffer.alloc(0);
  t.deepEqual(got.subarray(0, 18), sent.subarray(0, 18));
  const flipped = [...got.subarray(18)].filter((byte) => byte !== 0);
  t.is(flipped.length, 1);
  t.true([1, 2, 4, 8, 16, 32, 64, 128].includes(flipped[0] ?? 0));
  t.deepEqual(sent, packet(0));
});

test("the mtu is what fits behind the Ethernet header", (t) => {
  const { link, numbers } = setup();
  link.set({ mtu: 100 });
  link.up.send(packet(1, 100));
  link.up.send(packet(2, 101));
  t.deepEqual(numbers(), [1]);
  t.is(link.up.statistics.oversize, 1);
});

test("dropNext drops exactly so many, in either direction", (t) => {
  const { link, numbers, back } = setup();
  link.dropNext(3);
  link.up.send(packet(1));
  link.down.send(packet(2));
  link.up.send(packet(3));
  link.up.send(packet(4));
  link.down.send(packet(5));
  t.deepEqual(numbers(), [4]);
  t.is(back.length, 1);
  t.is(link.up.statistics.dropped + link.down.statistics.dropped, 3);
});

test("dropNext with a predicate drops the next frame that matches, once", (t) => {
  const { link, numbers } = setup();
  link.dropNext((frame) => frame.bytes[14] === 2);
  for (const number of [1, 2, 3, 2]) {
    link.up.send(packet(number));
  }
  t.deepEqual(numbers(), [1, 3, 2]);
});

test("dropNext counts in one direction where it is asked to", (t) => {
  const { link, numbers, back } = setup();
  link.down.dropNext(1);
  link.down.dropNext(({ bytes }) => bytes[14] === 3);
  for (const number of [1, 2, 3]) {
    link.up.send(packet(number));
    link.down.send(packet(number));
  }
  t.deepEqual(numbers(), [1, 2, 3]);
  t.deepEqual(
    back.map((one) => one.at(18)),
    [2],
  );
});

test("dropFor drops for a period, all frames or those that match, and not from its end on", (t) => {
  const { clock, link, numbers, back } = setup();
  link.dropFor(10);
  link.up.send(packet(1));
  clock.advance(9.99);
  link.up.send(packet(2));
  clock.advance(0.01);
  link.up.send(packet(3));
  t.deepEqual(numbers(), [3]);
  link.up.dropFor(5, ({ bytes }) => bytes[14] === 4);
  for (const number of [4, 5, 4]) {
    link.up.send(packet(number));
    link.down.send(packet(number));
  }
  clock.advance(5);
  link.up.send(packet(4));
  t.deepEqual(numbers(), [3, 5, 4]);
  t.is(back.length, 3);
  t.is(link.up.statistics.dropped, 4);
});

test("during sets options for a period, over those that are set, and gives them back", async (t) => {
  const { clock, link, came } = setup();
  link.set({ latency: 10 });
  const over = link.during(100, { latency: 50 });
  const lost = link.up.during(20, { loss: 1 });
  link.up.send(packet(1));
  clock.advance(20);
  await lost;
  link.up.send(packet(2));
  link.set({ latency: 5 });
  clock.advance(80);
  await over;
  link.up.send(packet(3));
  clock.advance(1000);
  t.deepEqual(
    came.map(({ at }) => at),
    [70, 105],
  );
});

test("periods may overlap and end in any order, and clear ends them", async (t) => {
  const { clock, link, came } = setup();
  const long = link.during(100, { latency: 1 });
  void link.during(50, { loss: 1, latency: 2 });
  clock.advance(50);
  link.up.send(packet(1));
  clock.advance(50);
  await long;
  link.up.send(packet(2));
  void link.during(100, { loss: 1 });
  link.clear();
  link.up.send(packet(3));
  clock.advance(100);
  t.deepEqual(
    came.map(({ at }) => at),
    [51, 100, 100],
  );
});

for (const ms of [-1, Number.NaN]) {
  test(`a period of ${ms} is refused`, (t) => {
    const { link } = setup();
    t.throws(() => link.dropFor(ms), { code: "EINVAL", message: /dropFor takes a number of milliseconds/ });
    t.throws(() => link.up.during(ms, { loss: 1 }), { code: "EINVAL", message: /during takes a number/ });
  });
}

test("nothing enters or leaves a link whose cable is out, and the device's card is told", async (t) => {
  const { clock, link, numbers, back } = setup();
  const told: boolean[] = [];
  link.carrier = async (isPlugged) => void told.push(isPlugged);
  link.set({ latency: 10 });
  link.up.send(packet(1));
  await link.unplug();
  t.false(link.isPlugged);
  link.up.send(packet(2));
  link.down.send(packet(3));
  link.clear();
  clock.advance(10);
  await link.plug();
  link.up.send(packet(4));
  link.down.send(packet(5));
  t.deepEqual([numbers(), back.length], [[4], 1]);
  t.is(link.up.statistics.unplugged, 2);
  t.is(link.down.statistics.unplugged, 1);
  t.deepEqual(told, [false, true]);
});

test("dropNext(0) drops nothing, and what is no count is refused", (t) => {
  const { link, numbers } = setup();
  link.dropNext(0);
  link.up.send(packet(1));
  t.deepEqual(numbers(), [1]);
  for (const count of [-1, 1.5, Number.NaN, Infinity]) {
    t.throws(() => link.dropNext(count), { code: "EINVAL" });
  }
});

test("options that are not named stay, and clear ends them all", (t) => {
  const { clock, link, came } = setup();
  link.set({ latency: 10 });
  link.set({ mtu: 100 });
  link.up.send(packet(1));
  t.is(came.length, 0);
  clock.advance(10);
  t.is(came.length, 1);
  link.clear();
  link.up.send(packet(2, 1000));
  t.is(came.length, 2);
});

test("a link can be disturbed in one direction", (t) => {
  const { link, came, back } = setup();
  link.down.set({ loss: 1 });
  link.up.send(packet(1));
  link.down.send(packet(2));
  t.deepEqual([came.length, back.length], [1, 0]);
});

for (const [options, message] of [
  [{ loss: 1.1 }, /loss is a probability from 0 to 1, but 1.1/],
  [{ loss: -0.1 }, /loss is a probability/],
  [{ loss: Number.NaN }, /loss is a probability/],
  [{ latency: -1 }, /latency is a number that is not negative, but -1/],
  [{ latency: Infinity }, /latency is a number/],
  [{ rate: 0 }, /rate is more than 0 bits a second/],
  [{ queue: 0 }, /queue is a whole number of frames, 1 or more \(Infinity: no limit\), but 0/],
  [{ queue: 1.5 }, /queue is a whole number of frames/],
  [{ queueBytes: 0 }, /queueBytes is a whole number of bytes, 1 or more/],
  [{ mtu: 67 }, /mtu is a whole number of bytes, 68 or more, .* but 67 was given/],
  [{ mtu: 576.5 }, /mtu is a whole number of bytes/],
  [{ delay: 5 }, /no option "delay"; it has latency, jitter/],
  [{ loss: "0.1" }, /loss is a probability from 0 to 1, but 0.1 was given/],
] as const) {
  test(`a link refuses ${JSON.stringify(options)} and says what it takes`, (t) => {
    const { link } = setup();
    t.throws(() => link.set(options as LinkOptions), { code: "EINVAL", message });
  });
}

test("in real time, latency is never cut short", async (t) => {
  let sent = Infinity;
  const arrived = await new Promise<number>((resolve) => {
    const up = () => resolve(performance.now());
    const link = new Link({ name: "a", seed: 1, clock: realClock, up, down: () => {} });
    link.set({ latency: 3.5 });
    sent = performance.now();
    link.up.send(packet(1));
  });
  t.true(arrived - sent >= 3.5);
});

test("a stopped clock delivers nothing any more", (t) => {
  const manual = new ManualClock();
  const clock = new StoppableClock(manual, () => t.fail());
  const link = new Link({ name: "a", seed: 1, clock, up: () => t.fail(), down: () => t.fail() });
  link.set({ latency: 1 });
  link.up.send(packet(1));
  clock.stop();
  manual.advance(100);
  t.pass();
});

test.serial("a predicate that throws is asked once, its error is told of, and the frame passes", async (t) => {
  const { link, numbers } = setup();
  const listeners = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException");
  t.teardown(() => {
    for (const listener of listeners) {
      process.on("uncaughtException", listener);
    }
  });
  const told = once(process, "uncaughtException");
  link.dropNext(() => {
    throw new Error("the predicate's own");
  });
  link.up.send(packet(1));
  link.up.send(packet(2));
  const [error] = (await told) as [Error];
  t.is(error.message, "the predicate's own");
  t.deepEqual(numbers(), [1, 2]);
});

test("what is neither a count nor a predicate is refused", (t) => {
  const { link } = setup();
  const refused = (act: () => void, message: RegExp) => t.throws(act, { code: "EINVAL", message });
  refused(() => link.dropNext("3" as never), /^dropNext takes a count of frames, 0 or more, but 3 was given/);
  refused(() => link.dropNext(null as never), /but null was given/);
  refused(() => link.dropFor(5, "all" as never), /^what dropFor drops must be a function, but "all" was given/);
  refused(() => link.set(null as never), /^what a link is told must be an object, but null was given/);
  refused(() => link.set(5 as never), /but 5 was given/);
});
