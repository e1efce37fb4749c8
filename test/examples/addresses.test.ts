import { createHash } from "node:crypto";
import { test } from "async-io-ts/ava";

test("an address has its parts, and a hash", async (t, { boot }) => {
  const url = "https://example.com:8443/readings?sensor=7";
  const device = await boot("../../examples/addresses.ts", { args: [url] });
  t.is((await device.exit).code, 0);
  const hash = createHash("sha256").update(url).digest("base64");
  t.is(device.output, `example.com, port 8443, sensor 7\nSHA-256 ${hash}\n`);
});
