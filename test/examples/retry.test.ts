import { test } from "async-io-ts/ava";

test("a client that gets no answer backs off, and recovers", async (_t, { boot, network }) => {
  const server = await boot("../../examples/echo.ts", { name: "server" });
  await server.expect("listening");
  const client = await boot("../../examples/retry.ts", { name: "client", args: ["server.test:7"] });
  await client.expect("it answers");

  network.partition([client], [server]);
  for (const wait of [100, 200, 400]) {
    await client.expect(`ETIMEDOUT: trying again in ${wait} ms`);
  }

  network.heal();
  await client.expect(/it answers again, after \d+ failures/);
});
