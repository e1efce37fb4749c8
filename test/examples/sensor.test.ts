import { test } from "async-io-ts/ava";

test.with({ time: "virtual" })("a sensor on a lossy link loses no reading", async (t, { boot }) => {
  const collector = await boot("../../examples/collector.ts", { name: "collector" });
  await collector.expect("collecting");
  const sensor = await boot("../../examples/sensor.ts", { name: "sensor", args: ["collector.test", "40"] });
  sensor.link.set({ loss: 0.2, duplicate: 0.1, reorder: 0.1 });
  await sensor.expect("all 40 readings are delivered", { timeout: 30_000 });
  const readings = [...collector.output.matchAll(/^readings (.*)$/gm)].flatMap(([, list]) => list?.split(" "));
  t.deepEqual(
    readings.map(Number),
    Array.from({ length: 40 }, (_, i) => i),
  );
});

test.with({ time: "virtual" })("a batch that was lost is sent again", async (_t, { boot }) => {
  const collector = await boot("../../examples/collector.ts", { name: "collector" });
  const sensor = await boot("../../examples/sensor.ts", { name: "sensor", args: ["collector.test"] });
  await collector.expect("readings");
  sensor.link.dropNext((frame) => frame.udp?.destinationPort === 900);
  await sensor.expect("sent again, 1");
  await sensor.expect("all 20 readings are delivered", { timeout: 30_000 });
});
