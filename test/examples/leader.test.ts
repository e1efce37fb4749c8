import { test } from "async-io-ts/ava";

test.with({ time: "virtual" })("two devices elect a leader and survive a partition", async (t, { boot, network }) => {
  const low = await boot("../../examples/leader.ts", { name: "low", args: ["1", "high.test"] });
  const high = await boot("../../examples/leader.ts", { name: "high", args: ["2", "low.test"] });
  await high.expect("2 is leading");
  await low.expect("1 is following 2");

  const cut = low.now();
  network.partition([low], [high]);
  const [, leading] = await low.expect(/([\d.]+) s {2}1 is leading/);
  const alone = Number(leading) * 1000 - cut;
  t.true(alone > 390 && alone < 610, `the last beat is at most 100 ms old, and missed after 500: ${alone} ms`);

  const healed = low.now();
  network.heal();
  const [, following] = await low.expect(/([\d.]+) s {2}1 is following 2/);
  const together = Number(following) * 1000 - healed;
  t.true(together < 510, `the next beats tell: ${together} ms`);
  t.notRegex(high.output, /following/, "the one of higher rank led all the time");
});
