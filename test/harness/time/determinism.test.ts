import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { boot, VirtualNetwork } from "../../../harness/index.ts";
import { temporaryFolder } from "../network/helpers/temporary.ts";

const program = join(import.meta.dirname, "fixtures", "pair.ts");
const busy = join(import.meta.dirname, "fixtures", "busy.mjs");

/** Everything that can be seen of one run of two devices over links that lose, delay and reorder. */
async function run(folder: string, seed: number) {
  const capture = join(folder, `${Math.random()}.pcapng`);
  const network = await VirtualNetwork.create({ time: "virtual", seed, capture });
  try {
    await using server = await boot(program, { network, name: "server", args: ["server"] });
    await server.expect("ready");
    await using client = await boot(program, { network, name: "client", args: ["client", server.address] });
    client.link.set({ latency: 3, jitter: 2, loss: 0.1, reorder: 0.05, duplicate: 0.05 });
    await client.expect("done", { timeout: 60_000 });
    const ended = network.time.now();
    await network.time.advance("2s");
    const seen = {
      ended,
      consoles: [server.output, client.output],
      instants: [network.time.now(), server.now(), client.now()],
      instructions: [await server.instructions(), await client.instructions()],
      statistics: [client.link.up.statistics, client.link.down.statistics],
    };
    await network.close();
    return { ...seen, capture: (await readFile(capture)).toString("base64") };
  } finally {
    await network.close();
  }
}

/** Keeps all processors busy until the test has ended, and a minute at most. */
function makeBusy(t: ExecutionContext): void {
  for (let i = 0; i < 2; i++) {
    const child = spawn(process.execPath, [busy, "60000"], { stdio: "ignore" });
    t.teardown(() => child.kill("SIGKILL"));
  }
}

test.serial(
  "two devices do the same at the same instants with the same instructions, also on a busy machine",
  async (t) => {
    const folder = await temporaryFolder(t);
    const first = await run(folder, 3);
    t.regex(first.consoles[1] ?? "", /exchange 9 \d/);
    t.true((first.statistics[0]?.lost ?? 0) > 0, "the link has lost something");
    makeBusy(t);
    t.deepEqual(await run(folder, 3), first);
  },
);

test.serial("another seed gives another run", async (t) => {
  const folder = await temporaryFolder(t);
  const [first, second] = [await run(folder, 3), await run(folder, 4)];
  t.notDeepEqual(second.consoles, first.consoles);
});
