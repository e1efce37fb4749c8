/** That the network's own locks cannot stop a device for good: it is given an address in the middle of sending. */
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { withTemporaryFolder } from "../../harness/base/temporary-folder.ts";
import { chooseDevice } from "../../harness/device/choose-device.ts";
import { VirtualNetwork } from "../../harness/index.ts";
import { bootProgram } from "./program.ts";
import { neighborAdvertisement, router, routerAdvertisement } from "./support/router.ts";
import { stoppedAt } from "./support/stopped-at.ts";

/** The functions are Zephyr's, and so are the locks. */
const zephyr = chooseDevice({}).kernel === "zephyr" ? test : test.skip;

/**
 * Boots a device that sends datagrams all the time, interrupts a function of its firmware by a router's advertisement, and expects that
 * it sends on.
 */
async function interrupt(t: ExecutionContext, destination: string, name: string): Promise<void> {
  await withTemporaryFolder(async (folder) => {
    const path = join(folder, "gdb");
    await using network = await VirtualNetwork.create();
    await using device = await bootProgram("datagrams", {
      network,
      args: [destination],
      qemuArgs: ["-gdb", `unix:${path},server=on,wait=off`],
    });
    await device.expect(/sent 2\n/);
    // The device knows its router, or would ask for it first.
    const known = network.frame(({ icmpv6 }) => icmpv6?.type === 135, { what: "a question for the router" });
    network.frames.inject(routerAdvertisement("fd00000000000001"));
    await known;
    network.frames.inject(neighborAdvertisement());
    await device.expect(/sent 15\n/);
    // A new address is asked for, in case somebody has it.
    const asked = network.frame(({ source, icmpv6 }) => source !== router.mac && icmpv6?.type === 135, {
      what: "a question for the second address",
    });
    await stoppedAt({ path, firmware: device.info.firmware, name }, () =>
      network.frames.inject(routerAdvertisement("fd00000000000002")),
    );
    await asked;
    await device.expect(/sent 60\n/);
    t.pass();
  });
}

zephyr("an address from a router does not stop a device that sends", (t) =>
  interrupt(t, "10.0.2.2:9", "net_arp_prepare"),
);
