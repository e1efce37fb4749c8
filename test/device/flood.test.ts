/** That segments from nowhere, and crowds that have gone, keep nobody from connecting. */
import { once } from "node:events";
import test, { type ExecutionContext } from "ava";
import { type Device, type Frame, VirtualNetwork } from "../../harness/index.ts";
import { bootProgram } from "./program.ts";
import { strangeQuestion, stranger, strangeSegment } from "./support/segments.ts";

/** The MAC address of a network's first device. */
const mac = "02:00:00:00:00:01";
const syn = 0x02;

/** An LCG: the same segments in each run. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % below;
  };
}

/** A segment of the stranger's to one of two ports, of which nobody listens on one. */
function strange(device: Device, next: (below: number) => number, flags: number): Buffer {
  return strangeSegment({
    destination: { mac, address: device.address, port: next(4) === 0 ? 9 : 7 },
    port: 1_024 + next(60_000),
    sequence: next(0x100_0000) * 256,
    acknowledgement: next(0x100_0000) * 256,
    flags,
  });
}

/** Sends 5,000 segments, 50 in each turn of 15 ms. */
async function flood(network: VirtualNetwork, device: Device, flags: (roll: number) => number): Promise<void> {
  const next = dice(1);
  network.frames.inject(strangeQuestion(device.address));
  for (let turn = 0; turn < 100; turn++) {
    for (let i = 0; i < 50; i++) {
      network.frames.inject(strange(device, next, flags(next(256))));
    }
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  await settle(network, device);
}

/** Waits until the device has read all that was sent before. */
async function settle(network: VirtualNetwork, device: Device): Promise<void> {
  for (let answered = false; !answered; ) {
    const answer = network.frame(({ source, arp }) => source === mac && arp?.target === stranger.address, {
      timeout: 1_000,
    });
    network.frames.inject(strangeQuestion(device.address));
    answered = await answer.then(
      () => true,
      // The question was lost: the card was full.
      () => false,
    );
  }
}

/** SYNs that are sent as fast as they are answered: four are on their way at any time. */
class SteadyFlood {
  /** How many were sent. */
  sent = 0;
  readonly #next = dice(2);
  readonly #network: VirtualNetwork;
  readonly #device: Device;
  /** Ports whose SYN was answered: the answer is sent again. */
  readonly #answered = new Set<number>();

  constructor(network: VirtualNetwork, device: Device, signal: AbortSignal) {
    this.#network = network;
    this.#device = device;
    network.frames.inject(strangeQuestion(device.address));
    network.frame((frame) => this.#look(frame), { timeout: 120_000, signal }).catch(() => {});
    for (let i = 0; i < 4; i++) {
      this.#send();
    }
  }

  #send(): void {
    this.sent++;
    this.#network.frames.inject(strange(this.#device, this.#next, syn));
  }

  #look({ ipv4, tcp }: Frame): boolean {
    if (ipv4?.destination === stranger.address && tcp?.ack && !this.#answered.has(tcp.destinationPort)) {
      this.#answered.add(tcp.destinationPort);
      queueMicrotask(() => this.#send());
    }
    return false;
  }
}

/** Connects and expects an answer, after one more SYN than the first at most: that is a second, where three would be three. */
async function connects(t: ExecutionContext, network: VirtualNetwork, device: Device): Promise<void> {
  let asked = 0;
  const done = new AbortController();
  const count = ({ source, ipv4, tcp }: Frame) => {
    asked += tcp?.syn === true && !tcp.ack && source !== mac && ipv4?.source !== stranger.address ? 1 : 0;
    return false;
  };
  const counted = network.frame(count, { timeout: 120_000, signal: done.signal }).catch(() => {});
  const socket = await device.connect(7);
  socket.write("echo 5\nhello");
  const [answer] = (await once(socket, "data")) as [Buffer];
  done.abort();
  await counted;
  socket.destroy();
  t.is(String(answer), "hello");
  t.true(asked <= 2, `${asked} SYNs`);
}

async function withServer(work: (network: VirtualNetwork, device: Device) => Promise<void>): Promise<void> {
  await using network = await VirtualNetwork.create();
  await using device = await bootProgram("server", { network });
  await device.expect(/listening on 7/);
  await work(network, device);
}

test("connections are accepted during a flood of SYNs", (t) =>
  withServer(async (network, device) => {
    const done = new AbortController();
    const steady = new SteadyFlood(network, device, done.signal);
    while (steady.sent < 200) {
      await connects(t, network, device);
    }
    done.abort();
  }));

test("a connection is accepted after 5,000 SYNs in 1.5 s", (t) =>
  withServer(async (network, device) => {
    await flood(network, device, () => syn);
    await connects(t, network, device);
  }));

test("a connection is accepted after 5,000 segments with random flags", (t) =>
  withServer(async (network, device) => {
    await flood(network, device, (roll) => roll & 0x3f);
    await connects(t, network, device);
  }));

test("a crowd that has gone leaves room for the next one", (t) =>
  withServer(async (network, device) => {
    for (let crowd = 0; crowd < 3; crowd++) {
      const sockets = await Promise.all(Array.from({ length: 23 }, () => device.connect(7)));
      await Promise.all(
        sockets.map(async (socket) => {
          socket.write("echo 1\nx");
          await once(socket, "data");
        }),
      );
      for (const socket of sockets) {
        socket.destroy();
      }
    }
    await connects(t, network, device);
  }));
