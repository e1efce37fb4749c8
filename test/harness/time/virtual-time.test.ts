import { createSocket } from "node:dgram";
import { join } from "node:path";
import test from "ava";
import { chooseDevice } from "../../../harness/device/choose-device.ts";
import { boot, VirtualNetwork } from "../../../harness/index.ts";
import { openNetwork } from "../network/helpers/network.ts";

const fixtures = join(import.meta.dirname, "fixtures");
const clock = join(fixtures, "clock.ts");
const day = join(fixtures, "day.ts");
const endless = join(fixtures, "endless.ts");

test.serial("time stands still until it is told to go on, and goes on exactly so far", async (t) => {
  await using device = await boot(clock, { time: "virtual", paused: true });
  const start = device.now();
  t.true(start > 0 && start < 10_000);
  await new Promise((resolve) => setTimeout(resolve, 200));
  t.is(device.now(), start);
  const before = await device.instructions();
  await device.advance("90s");
  t.is(Math.round((device.now() - start) * 1e6), 90_000 * 1e6);
  // Each second by its own clock was printed, none is missing, and the next one is not there.
  const seconds = [...device.output.matchAll(/second (\d+) scheduled (\d+) came ([\d.]+)/g)];
  const last = Math.floor(device.now() / 1000);
  t.is(Number(seconds.at(-1)?.[2]), last * 1000);
  t.true((await device.instructions()) > before);
  await device.advance(Math.ceil(device.now() / 1000) * 1000 + 100 - device.now());
  t.regex(device.output, new RegExp(`scheduled ${(last + 1) * 1000} came`));
});

test.serial("the device's now is its performance.now", async (t) => {
  await using device = await boot(clock, { time: "virtual", paused: true });
  for (let second = 5; second < 8; second++) {
    const [, came] = await device.expect(new RegExp(`scheduled ${second}000 came ([\\d.]+)\\n`));
    const apart = device.now() - Number(came);
    // It printed the line, and went idle.
    t.true(apart > 0 && apart < 10, `${apart} ms apart`);
  }
});

test.serial("what is waited for lets time pass until it is there, and no further", async (t) => {
  const network = await openNetwork(t, { time: "virtual" });
  await using device = await boot(clock, { network });
  await device.expect("scheduled 20000");
  const [now, output] = [network.time.now(), device.output];
  t.true(device.now() >= 20_000 && device.now() < 20_100, `${device.now()}`);
  await new Promise((resolve) => setTimeout(resolve, 100));
  t.is(network.time.now(), now);
  t.is(device.output, output);
});

test.serial("time that was let go goes on until it is paused, for all devices of the network", async (t) => {
  const network = await openNetwork(t, { time: "virtual" });
  await using one = await boot(clock, { network });
  await using other = await boot(clock, { network });
  network.time.resume();
  await one.expect("second 30 ");
  await other.expect("second 30 ");
  await other.pause();
  const now = one.now();
  await new Promise((resolve) => setTimeout(resolve, 100));
  t.is(one.now(), now);
  t.true(one.now() > other.now(), "it was switched on before the other");
});

test.serial("a day of timers takes seconds where time goes on by itself", async (t) => {
  const start = performance.now();
  await using device = await boot(day, { time: "virtual" });
  t.deepEqual(await device.exit, { code: 0, reason: "program" });
  t.regex(device.output, /24 hours/);
  t.true(performance.now() - start < 60_000, "on a busy machine; it takes 2 s on an idle one");
});

/** Of QEMU's boards, this one has SysTick for a clock, which ends every sleep after half a second: a day takes minutes. */
const wideClock = chooseDevice({}).board === "mps3_an547" ? test.serial.skip : test.serial;

wideClock("hours are passed in one step", async (t) => {
  await using device = await boot(day, { time: "virtual", paused: true });
  await device.advance("6h");
  await device.advance("10s");
  t.regex(device.output, /6 hours/);
  t.notRegex(device.output, /12 hours/);
});

wideClock(
  "a day costs a device a few hundred wake-ups, and its clock none of the wraps of the counter below it",
  async (t) => {
    await using device = await boot(day, { time: "virtual", paused: true });
    const before = await device.instructions();
    await device.advance("23h");
    // With SysTick it would be 129,000 wake-ups and 36 million instructions.
    const executed = (await device.instructions()) - before;
    t.true(executed < 1_000_000, `${executed} instructions`);
    const passed = [...device.output.matchAll(/(\d+) hours ([\d.]+)/g)].map(
      ([, hours, ms]) => Number(ms) - Number(hours) * 3_600_000,
    );
    t.is(passed.length, 3);
    t.true(
      passed.every((late) => late >= 0 && late < 20),
      `late by ${passed} ms`,
    );
  },
);

test.serial("frames take the link's latency in the guest's time", async (t) => {
  const network = await openNetwork(t, { time: "virtual", link: { latency: 250 } });
  await using server = await boot(join(fixtures, "pair.ts"), { network, name: "server", args: ["server"] });
  await server.expect("ready");
  await using client = await boot(join(fixtures, "pair.ts"), {
    network,
    name: "client",
    args: ["client", server.address],
  });
  await client.expect(/exchange 9 .*\n/, { timeout: 60_000 });
  const instants = [...client.output.matchAll(/exchange \d ([\d.]+)/g)].map(([, instant]) => Number(instant));
  // Two links each way.
  const [first = 0, second = 0] = instants;
  t.true(second - first > 1000 && second - first < 1100, `${second - first}`);
});

test.serial(
  "what a device sends to the host is answered, and it is told once that runs differ from there on",
  async (t) => {
    const notices: string[] = [];
    const network = await openNetwork(t, { time: "virtual", onNotice: (text) => void notices.push(text) });
    await using device = await boot(clock, { network });
    const { host, port } = await device.forward(9, { protocol: "udp" });
    const socket = createSocket("udp4");
    t.teardown(() => socket.close());
    t.deepEqual(notices, []);
    socket.send("hello", port, host);
    await device.expect("heard 5");
    socket.send("again!", port, host);
    await device.expect("heard 6");
    t.is(notices.length, 1);
    t.regex(notices[0] ?? "", /the host takes part in virtual time/);
  },
);

test.serial("a device that never waits is a hang, with the guest's progress as its measure", async (t) => {
  const network = await openNetwork(t, { time: "virtual" });
  await using other = await boot(clock, { network });
  await using device = await boot(endless, { network, timeout: 4_000 });
  const advanced = network.time.advance("10s");
  const { reason, code } = await device.exit;
  t.is(reason, "hang");
  t.is(code, 71);
  t.regex(device.diagnosis ?? "", /busy/);
  await advanced;
  t.regex(other.output, /second 9 /);
});

test.serial("time that stands still is no hang", async (t) => {
  const network = await openNetwork(t, { time: "virtual" });
  await using device = await boot(clock, { network, timeout: 1_500 });
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  await device.expect("second 3 ");
  t.is(device.diagnosis, undefined);
});

test.serial("devices of one network have one time", async (t) => {
  const network = await openNetwork(t, { time: "virtual" });
  const refused = await t.throwsAsync(boot(clock, { network, time: "real" }), { code: "EINVAL" });
  t.regex(refused?.message ?? "", /real time cannot join a network in virtual time/);
  const real = await openNetwork(t);
  await using _ = await boot(clock, { network: real });
  await t.throwsAsync(boot(clock, { network: real, time: "virtual" }), {
    code: "EINVAL",
    message: /VirtualNetwork.create/,
  });
  t.throws(() => real.time.resume(), { code: "ENOTSUP", message: /time: "virtual"/ });
});

test.serial("a device whose time goes on by itself has none to advance", async (t) => {
  await using device = await boot(clock, { time: "virtual", network: false });
  await t.throwsAsync(device.advance("1s"), { code: "ENOTSUP", message: /paused: true/ });
  t.throws(() => device.now(), { code: "ENOTSUP" });
  await t.throwsAsync(boot(clock, { paused: true }), { code: "EINVAL", message: /virtual time/ });
});

test.serial("who waits for time to pass is told when the network is closed, or its signal is aborted", async (t) => {
  const network = await openNetwork(t, { time: "virtual" });
  await using device = await boot(clock, { network });
  const gaveUp = new Error("gave up");
  for (const wait of [
    (signal: AbortSignal) => network.time.advance("1000d", { signal }),
    (signal: AbortSignal) => device.advance("1000d", { signal }),
  ]) {
    const aborter = new AbortController();
    const aborted = t.throwsAsync(wait(aborter.signal), { is: gaveUp });
    await new Promise((resolve) => setTimeout(resolve, 50));
    aborter.abort(gaveUp);
    await aborted;
    // Nobody wants time to pass any more.
    await network.time.pause();
    const now = network.time.now();
    await t.throwsAsync(wait(aborter.signal), { is: gaveUp });
    await t.throwsAsync(network.time.pause({ signal: aborter.signal }), { is: gaveUp });
    await t.throwsAsync(device.pause({ signal: aborter.signal }), { is: gaveUp });
    t.is(network.time.now(), now);
  }
  await t.throwsAsync(network.time.advance(1, { signal: 5 } as object), { code: "EINVAL", message: /^signal must be/ });
  await t.throwsAsync(device.pause({ signals: 5 } as object), { code: "EINVAL", message: /^pause has no option/ });
  const waits = [network.time.advance("1000d"), device.advance("1000d")];
  // Nobody awaits this one: it is no unhandled rejection.
  void network.time.advance("1000d");
  await new Promise((resolve) => setTimeout(resolve, 50));
  void network.close();
  for (const wait of waits) {
    await t.throwsAsync(wait, { name: "NetworkError", code: "ENETDOWN" });
  }
  await t.throwsAsync(network.time.advance(1), { code: "ENETDOWN", message: /has been closed/ });
});

test.serial("a duration that is none is refused", async (t) => {
  const network = await VirtualNetwork.create({ time: "virtual" });
  t.teardown(() => network.close());
  await t.throwsAsync(network.time.advance("a while"), { code: "EINVAL" });
});

test.serial(
  "a device that computes for ever, so that time cannot go on, is gone when its boot has failed",
  async (t) => {
    const network = await openNetwork(t, { time: "virtual" });
    const time = network.time.cosimulation;
    // What it says after a minute.
    const stuck = new Error("time cannot go on");
    Object.assign(time ?? {}, { during: () => Promise.reject(stuck) });
    await t.throwsAsync(boot(endless, { network, name: "gone" }), { is: stuck });
    t.throws(() => network.resolve("gone"), { code: "ENOENT" });
  },
);
