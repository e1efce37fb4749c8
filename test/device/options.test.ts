import test from "ava";
import { deviceTests } from "../../harness/ava/device-tests.ts";
import { VirtualNetwork } from "../../harness/index.ts";
import { bootProgram } from "./program.ts";

await deviceTests(new URL("options.device.ts", import.meta.url));

test("a peer that is gone ends a stream with keepAlive", async (t) => {
  await using network = await VirtualNetwork.create({ time: "virtual" });
  await using server = await bootProgram("keeps", { network, name: "server" });
  await using client = await bootProgram("keeps", { network, name: "client", args: ["server.test:7"] });
  network.time.resume();
  await client.expect("connected");
  network.partition([client], [server]);
  const [, seconds] = await client.expect(/ETIMEDOUT after (\d+) s/, { timeout: 60_000 });
  t.true(Number(seconds) >= 16 && Number(seconds) <= 20, `${seconds} s`);
});
