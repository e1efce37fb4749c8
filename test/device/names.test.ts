/** Look-ups over a network that loses what they send, in virtual time: how long each takes is exact. */
import test, { type ExecutionContext } from "ava";
import { type Device, type Frame, VirtualNetwork } from "../../harness/index.ts";
import { bootProgram } from "./program.ts";

const isQuestion = ({ udp }: Frame): boolean => udp?.destinationPort === 53;
const isAnswer = ({ udp }: Frame): boolean => udp?.sourcePort === 53;

/** What the program said: a name, its outcome, milliseconds. */
function outcomes({ output }: Device): { outcome: string; took: number }[] {
  const lines = output.trim().split("\n").slice(0, -1);
  return lines.map((line) => line.split(" ")).map(([, outcome = "", took]) => ({ outcome, took: Number(took) }));
}

const losing = test.macro(
  async (
    t: ExecutionContext,
    lost: (frame: Frame) => boolean,
    count: number,
    expected: { outcome: string; took: number },
  ) => {
    await using network = await VirtualNetwork.create({ time: "virtual" });
    await using device = await bootProgram("names", { network, args: ["host.test"] });
    device.link.dropNext(lost, count);
    await device.expect("done", { timeout: 60_000 });
    const [{ outcome, took } = { outcome: "", took: 0 }] = outcomes(device);
    t.is(outcome, expected.outcome);
    t.true(took >= expected.took && took < expected.took + 50, `${took} ms, and not ${expected.took}`);
  },
);

test("a name is answered at once", losing, isQuestion, 0, { outcome: "10.0.2.2", took: 0 });
test("a lost question is asked again after 250 ms", losing, isQuestion, 1, { outcome: "10.0.2.2", took: 250 });
test("a lost answer is asked for again after 250 ms", losing, isAnswer, 1, { outcome: "10.0.2.2", took: 250 });
test("two lost questions are asked again after 750 ms", losing, isQuestion, 2, { outcome: "10.0.2.2", took: 750 });
test("four lost questions are asked again each second", losing, isQuestion, 4, { outcome: "10.0.2.2", took: 2_750 });
test("a name server that is silent is given up after 5 s", losing, isQuestion, 100, {
  outcome: "ETIMEDOUT",
  took: 5_000,
});

test("a name server that is slow is heard", async (t) => {
  await using network = await VirtualNetwork.create({ time: "virtual" });
  await using device = await bootProgram("names", { network, args: ["host.test"] });
  device.link.set({ latency: 400 });
  await device.expect("done", { timeout: 60_000 });
  const [{ outcome, took } = { outcome: "", took: 0 }] = outcomes(device);
  t.is(outcome, "10.0.2.2");
  // Its address is asked for first, which takes as long.
  t.true(took >= 800 && took < 1_700, `${took} ms`);
});

test("look-ups that were given up take nothing from those after them", async (t) => {
  await using network = await VirtualNetwork.create({ time: "virtual" });
  await using device = await bootProgram("gives-up-names", { network, args: ["host.test"] });
  device.link.dropNext(isQuestion, 20);
  t.true(await device.expect(/found|E[A-Z]+/, { timeout: 60_000 }).then(([text]) => text === "found"));
});

test("the same look-ups take the same time in each virtual run, of a device by itself too", async (t) => {
  const run = async (): Promise<string> => {
    const args = ["host.test", "nosuch.test", "host.test", "nosuch.test", "127.1"];
    await using device = await bootProgram("names", { time: "virtual", args });
    t.deepEqual(await device.exit, { code: 0, reason: "program" });
    return device.output;
  };
  const first = await run();
  t.regex(first, /^host\.test 10\.0\.2\.2 \d\d?\nnosuch\.test ENOENT \d\d?\n/);
  t.is(await run(), first);
});
