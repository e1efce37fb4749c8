import test from "ava";
import type { Cable } from "../../../harness/time/cable.ts";
import { Cosimulation } from "../../../harness/time/cosimulation.ts";
import { FakeStepper, type Work } from "./helpers/fake-stepper.ts";

/** Machines on one hub: what one sends, all others get. */
function hub(lookahead: number, steppers: readonly FakeStepper[]): Cosimulation {
  const cosimulation = new Cosimulation(lookahead);
  const cables: Cable[] = [];
  for (const stepper of steppers) {
    cosimulation.add(stepper, (cable) => {
      cables.push(cable);
      cable.on("data", (packet: Buffer) => {
        for (const other of cables.filter((one) => one !== cable)) {
          other.write(packet);
        }
      });
    });
  }
  return cosimulation;
}

const silent = () => ({});

test("a frame arrives so much later as the last cable takes, at a machine that only waits", async (t) => {
  const receiver = new FakeStepper(Infinity, silent);
  const sender = new FakeStepper(1000, () => ({ sends: [{ after: 5, byte: 7 }] }));
  await hub(0.05, [sender, receiver]).advance(10);
  t.deepEqual(receiver.heard, ["1055:7"]);
});

test("without a cable's time a frame arrives at the instant at which it was sent", async (t) => {
  const receiver = new FakeStepper(Infinity, silent);
  const sender = new FakeStepper(1000, () => ({ sends: [{ after: 0, byte: 7 }] }));
  await hub(0, [sender, receiver]).advance(10);
  t.deepEqual(receiver.heard, ["1000:7"]);
});

test("no machine passes the instant at which another could send it a frame", async (t) => {
  // Each has alarms of its own all the time, so that each is tempted to go on.
  const periods = [70, 110, 333];
  const machines = periods.map(
    (period, byte) =>
      new FakeStepper(
        period,
        (now): Work => ({
          alarm: (Math.floor(now / period) + 1) * period,
          computes: 3,
          sends: now % (period * 4) === 0 ? [{ after: 2, byte }] : [],
        }),
      ),
  );
  await hub(0.05, machines).advance(20);
  for (const [i, machine] of machines.entries()) {
    t.true(machine.heard.length > 10);
    for (const entry of machine.heard) {
      const [instant = 0, byte = 0] = entry.split(":").map(Number);
      // It was sent 2 us behind a multiple of the sender's period; what comes while one computes waits that long.
      const late = (instant - 52) % (4 * (periods[byte] ?? 0));
      t.true(late >= 0 && late <= 8, `machine ${i} heard ${entry}, ${late} us late`);
    }
  }
});

test("the answer to what a machine sends reaches it in time, though nobody else has anything to do", async (t) => {
  const client = new FakeStepper(1000, (_now, bytes) => ({
    computes: 8,
    alarm: 500_000,
    sends: bytes.length > 0 ? [] : [{ after: 5, byte: 1 }],
  }));
  const server = new FakeStepper(Infinity, () => ({ sends: [{ after: 10, byte: 2 }] }));
  await hub(0.05, [client, server]).advance(10);
  t.deepEqual(server.heard, ["1055:1"]);
  t.deepEqual(client.heard, ["1115:2"]);
});

test("a machine that computes hears of a frame when it is done", async (t) => {
  const busy = new FakeStepper(100, (_now, bytes) => (bytes.length > 0 ? {} : { computes: 5000 }));
  const sender = new FakeStepper(1000, () => ({ sends: [{ after: 0, byte: 7 }] }));
  await hub(0.05, [busy, sender]).advance(20);
  t.is(busy.heard.length, 1);
  const [instant = 0] = (busy.heard[0] ?? "").split(":").map(Number);
  t.true(instant >= 5100 && instant <= 5102, busy.heard[0]);
});

test("time stands still at first, and exactly where it was asked to", async (t) => {
  const fired: number[] = [];
  const machine = new FakeStepper(1000, (now) => {
    fired.push(now);
    return { alarm: now + 1000 };
  });
  const cosimulation = hub(0.05, [machine]);
  await new Promise((resolve) => setTimeout(resolve, 20));
  t.deepEqual(fired, []);
  await cosimulation.advance("2.5ms");
  t.is(cosimulation.now(), 2.5);
  t.deepEqual(fired, [1000, 2000]);
  await cosimulation.advance(0.5);
  t.is(cosimulation.now(), 3);
  t.deepEqual(fired, [1000, 2000, 3000], "what is due at the end happens");
  await cosimulation.advance("0s");
  t.is(cosimulation.now(), 3);
});

test("time that nobody uses is skipped", async (t) => {
  const cosimulation = hub(0.05, [new FakeStepper(Infinity, silent), new FakeStepper(Infinity, silent)]);
  const start = performance.now();
  await cosimulation.advance("365d");
  t.is(cosimulation.now(), 365 * 86_400_000);
  t.true(performance.now() - start < 1000);
});

test("time passes as long as somebody waits, and stands still at the instant that ended it", async (t) => {
  let done = () => {};
  const waited = new Promise<void>((resolve) => {
    done = resolve;
  });
  const machine = new FakeStepper(1000, (now) => {
    if (now === 7000) {
      done();
    }
    return { alarm: now + 1000 };
  });
  const cosimulation = hub(0.05, [machine]);
  await cosimulation.during(waited);
  t.true(cosimulation.now() >= 7 && cosimulation.now() <= 7.1, `${cosimulation.now()}`);
  t.true(cosimulation.isHeld);
});

test("what ends in an error ends the wait, too", async (t) => {
  const cosimulation = hub(0.05, [new FakeStepper(Infinity, silent)]);
  await t.throwsAsync(cosimulation.during(Promise.reject(new Error("no"))), { message: "no" });
  t.true(cosimulation.isHeld);
});

test("free time goes on until it is paused", async (t) => {
  let count = 0;
  const machine = new FakeStepper(1000, (now) => {
    count++;
    return { alarm: now + 1000 };
  });
  const cosimulation = hub(0.05, [machine]);
  cosimulation.resume();
  while (count < 20) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  await cosimulation.pause();
  const [stood, now] = [count, cosimulation.now()];
  await new Promise((resolve) => setTimeout(resolve, 20));
  t.deepEqual([count, cosimulation.now()], [stood, now]);
});

test("events come at their instants, between those of the machines", async (t) => {
  const seen: string[] = [];
  const cosimulation = new Cosimulation(0.05);
  cosimulation.add(
    new FakeStepper(2000, (now) => {
      seen.push(`machine ${now / 1000} ${cosimulation.now()}`);
      return { alarm: now + 2000 };
    }),
    () => {},
  );
  const note = () => void seen.push(`event ${cosimulation.now()}`);
  cosimulation.at(1, note);
  cosimulation.at(3.5, note);
  cosimulation.at(3, note)();
  cosimulation.at(100, note);
  await cosimulation.advance(5);
  t.deepEqual(seen, ["event 1", "machine 2 2", "event 3.5", "machine 4 4"]);
});

test("a machine that leaves holds nobody up, and does nothing more", async (t) => {
  const cosimulation = new Cosimulation(0.05);
  const fired: number[] = [];
  const note = (now: number) => {
    fired.push(now);
    return {};
  };
  const gone = cosimulation.add(new FakeStepper(1000, note), () => {});
  cosimulation.add(new FakeStepper(2000, note), () => {});
  gone.leave();
  await cosimulation.advance(5);
  t.deepEqual(fired, [2000]);
});

test("a machine that fails leaves", async (t) => {
  const cosimulation = new Cosimulation(0.05);
  let isClosed = false;
  const broken = new FakeStepper(1000, () => {
    throw new Error("QEMU is gone");
  });
  cosimulation.add(broken, (cable) => cable.on("close", () => (isClosed = true)));
  await cosimulation.advance(5);
  t.true(isClosed);
  t.is(cosimulation.now(), 5);
});

test("a machine that never waits is told of, to whoever wants time to pass or to stand still", async (t) => {
  const cosimulation = new Cosimulation(0.05, 50);
  let end = () => {};
  const endless = new FakeStepper(1000, () => ({ alarm: 2000 }));
  const run = endless.run.bind(endless);
  endless.run = async (until, packets) => {
    await new Promise<void>((resolve) => {
      end = resolve;
    });
    return run(until, packets);
  };
  cosimulation.add(endless, () => {}, "device-a");
  const expected = { code: "ETIMEDOUT", message: /device-a has computed for 0\.05 s without waiting/ };
  await Promise.all([
    t.throwsAsync(cosimulation.advance(1), expected),
    t.throwsAsync(cosimulation.during(new Promise(() => {})), expected),
    t.throwsAsync(cosimulation.standstill(), expected),
  ]);
  end();
});

test("the same machines do the same at the same instants each time", async (t) => {
  const run = async () => {
    const chatty = (period: number) =>
      new FakeStepper(
        period,
        (now, bytes): Work => ({
          alarm: now + period,
          computes: (now % 13) + bytes.length,
          sends: [{ after: now % 3, byte: now % 251 }],
        }),
      );
    const machines = [chatty(91), chatty(173), chatty(57), chatty(311)];
    await hub(0.05, machines).advance(20);
    return machines.map(({ heard }) => heard);
  };
  const first = await run();
  t.true(first.every((heard) => heard.length > 100));
  t.deepEqual(await run(), first);
});
