import type { ExecutionContext } from "ava";
import type { NetworkOptions } from "../../../../harness/network/index.ts";
import { VirtualNetwork } from "../../../../harness/time/virtual-network.ts";
import { FakeDevice } from "./fake-device.ts";

/** A network that is closed when the test has ended. */
export async function openNetwork(t: ExecutionContext, options?: NetworkOptions): Promise<VirtualNetwork> {
  const network = await VirtualNetwork.create(options);
  t.teardown(() => network.close());
  return network;
}

/** Attaches a device and joins as it, so that the switch knows where it is. */
export async function plugIn(network: VirtualNetwork, name?: string) {
  const place = await network.attach(name === undefined ? {} : { name });
  const device = await FakeDevice.join(place);
  const known = network.frame((frame) => frame.source === place.mac);
  device.announce();
  await known;
  return { place, device };
}
