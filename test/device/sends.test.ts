/** That a send takes what there is, and never waits in the network's stack. */
import test from "ava";
import { chooseDevice } from "../../harness/device/choose-device.ts";
import { VirtualNetwork } from "../../harness/index.ts";
import { bootProgram } from "./program.ts";

test("no send waits for a buffer, however many are taken", async (t) => {
  await using network = await VirtualNetwork.create({ time: "virtual" });
  await using peer = await bootProgram("silent-peer", { network, name: "peer" });
  await peer.expect("listening on 7");
  await using device = await bootProgram("sends", { network, name: "device", args: [peer.address] });
  await device.expect("connected", { timeout: 60_000 });
  network.partition([peer], [device]);
  const [, longest, taken] = await device.expect(/longest ([\d.]+) ms, (\d+ of \d+) taken/, { timeout: 60_000 });
  t.log(`${chooseDevice({}).kernel}: at most ${longest} ms; ${taken} were taken`);
  // A wait in the stack would be 100 ms at least; what a call computes is less than one.
  t.true(Number(longest) < 20, `${longest} ms`);
});
