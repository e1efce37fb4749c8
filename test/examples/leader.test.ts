import { test } from "async-io-ts/ava";

test("two devices elect a leader and survive a partition", async (t, { boot, network }) => {
  const [low, high] = await Promise.all([
    boot("../../examples/leader.ts", { name: "low", args: ["1", "high.test"] }),
    boot("../../examples/leader.ts", { name: "high", args: ["2", "low.test"] }),
  ]);
  await high.expect("2 is leading");
  await low.expect("1 is following 2");

  network.partition([low], [high]);
  await low.expect("1 is leading");

  network.heal();
  await low.expect("1 is following 2");
  t.notRegex(high.output, /following/, "the one of higher rank led all the time");
});
