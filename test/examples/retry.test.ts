import { test } from "async-io-ts/ava";

test.with({ time: "virtual" })("a client that gets no answer backs off, and recovers", async (t, { boot, network }) => {
  const server = await boot("../../examples/echo.ts", { name: "server" });
  const client = await boot("../../examples/retry.ts", { name: "client", args: ["server.test:7"] });
  await client.expect("it answers");

  network.partition([client], [server]);
  const times: number[] = [];
  for (const wait of [100, 200, 400, 800, 1600]) {
    const [, time] = await client.expect(new RegExp(`([\\d.]+) s {2}ETIMEDOUT: trying again in ${wait} ms`));
    times.push(Number(time));
  }
  network.heal();
  const [, time] = await client.expect(/([\d.]+) s {2}it answers again, after 5 failures/);
  times.push(Number(time));

  // From one failure to the next: what it waits, and 500 ms without an answer. The answer may take less than these.
  const limits = [
    [0.6, 0.7],
    [0.7, 0.8],
    [0.9, 1],
    [1.3, 1.4],
    [1.6, 1.7],
  ] as const;
  const between = times.slice(1).map((each, i) => each - (times[i] ?? 0));
  for (const [i, [least, most]] of limits.entries()) {
    const seconds = between[i] ?? 0;
    t.true(seconds > least - 0.015 && seconds < most, `${seconds} s instead of ${least} to ${most} s`);
  }
});
