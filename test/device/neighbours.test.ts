/** That neighbours who do not answer keep nobody else waiting. */
import test, { type ExecutionContext } from "ava";
import { chooseDevice } from "../../harness/device/choose-device.ts";
import { udpFrame } from "../soak/support.ts";
import { TargetDevice } from "../soak/target-device.ts";

const options = { device: chooseDevice({}), time: "virtual", seed: 1 } as const;
/** A port that nobody has: a datagram to it is answered by an error, for which its sender's address is asked. */
const closed = 9_999;

/** Sends a datagram each millisecond in the names of silent neighbours, and then looks how long an honest one waits for answers. */
async function flood(t: ExecutionContext, neighbours: readonly number[]): Promise<void> {
  await using target = await TargetDevice.boot(options);
  const { clock, honest, view } = target;
  await honest.begin();
  const start = clock.now();
  for (const [index, neighbour] of neighbours.entries()) {
    const frame = udpFrame(view, Uint8Array.from([10, 0, 2, neighbour]), { from: 7, to: closed });
    clock.at(start + index, () => target.inject(frame));
  }
  const answers = new Promise<void>((resolve) => {
    clock.at(start + neighbours.length, () => resolve(honest.answers().then(() => honest.connections(4))));
  });
  await Promise.all([answers, target.pass(neighbours.length + 1)]);
  // Less than what TCP waits before it sends again.
  t.true(honest.slowest.answer < 200, `${honest.slowest.answer} ms`);
  t.true(honest.slowest.connection < 200, `${honest.slowest.connection} ms`);
}

test("neighbours who do not answer leave room for those who do", (t) =>
  flood(
    t,
    Array.from({ length: 40 }, (_, index) => 100 + index),
  ));

test("a neighbour who does not answer takes one packet", (t) =>
  flood(
    t,
    Array.from({ length: 100 }, () => 100),
  ));
