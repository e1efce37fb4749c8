/** Frames that lie, few enough for each run of the tests; `npm run soak` sends more. */
import test from "ava";
import { planOf, type Salvo } from "./plan.ts";
import { routerFrame, udpFrame } from "./support.ts";
import { TargetDevice } from "./target-device.ts";
import { runTrial } from "./trial.ts";

/** Zephyr is soaked by the command: docs/soak.md. */
const device = { kernel: "freertos", engine: "quickjs" } as const;
const options = { device, time: "virtual", seed: 1 } as const;

/** A salvo of one kind, a frame each millisecond. */
function flood(number: number, kind: Salvo["kind"]): Salvo {
  return { number, kind, frames: Array.from({ length: 150 }, (_, index) => index), burst: 1, gap: 1, connections: 8 };
}

test.serial("frames of every kind disturb no connection, keep none out, and leave nothing behind", async (t) => {
  const { failure, frames } = await runTrial({ ...options, salvos: planOf(6, { frames: 300, connections: 20 }) });
  t.is(failure, undefined);
  t.true(frames >= 300);
});

test.serial(
  "half-open connections, segments that guess, and more neighbours than a table holds keep nobody waiting",
  async (t) => {
    const salvos = [flood(0, "syn"), flood(1, "intruding"), flood(2, "ipv4")];
    const { failure, slowest } = await runTrial({ ...options, salvos });
    t.is(failure, undefined);
    // Less than what TCP waits before it sends again: no honest frame was lost.
    t.true(slowest.connection < 200, `${slowest.connection} ms`);
    t.true(slowest.answer < 200, `${slowest.answer} ms`);
  },
);

test.serial(
  "a datagram in the device's own name is no one's: two echo servers do not answer one another for ever",
  async (t) => {
    await using target = await TargetDevice.boot(options);
    await target.honest.begin();
    for (const source of [target.view.address, Uint8Array.from([127, 0, 0, 1])]) {
      target.inject(udpFrame(target.view, source, { from: 7, to: 7 }));
    }
    await target.pass(100);
    await target.honest.answers();
    t.true(target.honest.slowest.answer < 100, `${target.honest.slowest.answer} ms`);
  },
);

test.serial("a router that does not answer is asked for a few times, and not for as long as it said", async (t) => {
  await using target = await TargetDevice.boot(options);
  await target.honest.begin();
  // Before that its own address of IPv6 may not be used (RFC 4862, 5.4).
  await target.pass(10_000);
  target.inject(routerFrame(target.view));
  await target.pass(30_000);
  const before = await target.device.instructions();
  await target.pass(600_000);
  const spent = (await target.device.instructions()) - before;
  t.true(spent < 5_000, `${spent} instructions`);
});
