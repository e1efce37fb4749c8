import test from "ava";
import { kindNames } from "./frames/index.ts";
import { frameOf, planOf, salvosOf, shotsOf } from "./plan.ts";
import { type Target, targetOf } from "./target.ts";

const device = { mac: "02:00:00:00:00:01", address: "10.0.2.15" };
const target: Target = {
  ...targetOf(device, { address: "10.0.2.16" }),
  conversations: [{ localPort: 20_000, sent: 1_000, expected: 2_000 }],
  recorded: [Buffer.alloc(60, 8)],
};

test("a plan is the same for a seed, another for another, and has as many frames and connections as were asked for", (t) => {
  const extent = { frames: 5_000, connections: 300 };
  const plan = [...planOf(7, extent)];
  t.deepEqual([...planOf(7, extent)], plan);
  t.notDeepEqual([...planOf(8, extent)], plan);
  t.true(shotsOf(plan).length >= 5_000);
  t.is(
    plan.reduce((sum, { connections }) => sum + connections, 0),
    300,
  );
});

for (const kind of kindNames) {
  test(`frames of the kind ${kind} are the same for a seed, whatever was made before, and never in the name of an honest station's card`, (t) => {
    const salvo = { number: 3, kind };
    const frames = Array.from({ length: 200 }, (_, index) => frameOf(1, salvo, index, target));
    t.deepEqual(frameOf(1, salvo, 199, target), frames[199]);
    t.true(new Set(frames.map((frame) => frame.toString("hex"))).size > 30);
    for (const frame of frames) {
      t.true(frame.length >= 12 && frame.length <= 4_100);
      // The switch would send what is for that station elsewhere.
      t.is(frame.toString("hex", 6, 9), "02bad0");
    }
  });
}

test("salvos are put together from some of their frames", (t) => {
  const plan = [...planOf(1, { frames: 100, connections: 0 })];
  const shots = shotsOf(plan);
  t.deepEqual(salvosOf(shots), plan);
  const [first] = shots;
  t.deepEqual(first && salvosOf([first]).map(({ frames }) => frames), [[0]]);
});
