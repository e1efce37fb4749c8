import { UsageError } from "../base/errors.ts";
import type { ImageNetwork } from "../build/index.ts";
import type { Control } from "../machine/machine.ts";
import { descriptors } from "../machine/qemu/arguments.ts";
import type { Forward, Link } from "../network/index.ts";
import type { PacketStream } from "../network/port.ts";
import type { Cosimulation } from "../time/cosimulation.ts";
import type { NetworkTime } from "../time/network-time.ts";
import { VirtualNetwork } from "../time/virtual-network.ts";
import type { NetworkPort } from "./network-port.ts";
import type { Choices } from "./options.ts";
import { untilQuiet, untilQuietInGuestTime } from "./quiet.ts";

/** What a device that is about to start needs of its network. */
export interface Joined {
  /** Undefined where the device is on no network. */
  readonly port: NetworkPort | undefined;
  /** What its image says of the network. */
  readonly image: ImageNetwork;
  /** The seed of its network, where links of that are disturbed. */
  seed(): number | undefined;
  readonly netdevArgs: readonly string[] | undefined;
  /** The name of the card's backend, and what lets the time of its network pass; absent where each machine's passes by itself. */
  readonly stepped?: { readonly netdev: string; readonly cosimulation: Cosimulation };
  /** Whether the device's time goes on by itself: nobody lets it pass or stand still. */
  readonly isFree: boolean;
  join(stream: PacketStream): void;
  /** From now on the device's network card knows whether its cable is in. */
  follow(control: Control): void;
  /** What the device did, for a person. */
  describe(): string;
  /**
   * Waits until the device has nothing more to send.
   *
   * @param leave is called at the instant at which that is so
   */
  linger(leave?: () => void): Promise<void>;
  /** Unplugs the device, and ends the network where it is the device's own. */
  leave(): Promise<void>;
}

/** A card without a cable. It has an address all the same: to ask for one by DHCP would take until that fails. */
const nowhere: Joined = {
  port: undefined,
  image: { address: "10.0.2.15", netmask: "255.255.255.0", gateway: "10.0.2.2", dns: "10.0.2.3" },
  seed: () => undefined,
  netdevArgs: undefined,
  isFree: true,
  join: () => {},
  follow: () => {},
  describe: () => "it is on no network",
  linger: async () => {},
  leave: async () => {},
};

/**
 * Takes a place on the network that a device is to join.
 *
 * @param usesNetwork its program may open a socket or look a name up
 */
export async function joinNetwork(choices: Choices, name: string, usesNetwork = false): Promise<Joined> {
  const { network: given, address: wanted, time, paused } = choices;
  if (given === false) {
    const image = { ...nowhere.image, ...(wanted !== undefined && wanted !== "dhcp" && { address: wanted }) };
    return { ...nowhere, image: wanted === "dhcp" ? { ...image, address: "0.0.0.0" } : image };
  }
  const network = given ?? (await ownNetwork(choices, usesNetwork));
  network.time.agree(time);
  checkDhcp(choices, network.time);
  const attachment = await network.attach({
    name,
    descriptor: descriptors.network,
    ...(wanted !== undefined && wanted !== "dhcp" && { address: wanted }),
  });
  const forwards = new Set<Forward>();
  const { cosimulation } = network.time;
  const { address, hostname, netmask, gateway, dns, link, netdev, netdevArgs } = attachment;
  return {
    port: {
      address,
      isShared: given !== undefined,
      hostname,
      seed: network.seed,
      link,
      forward: async (port, options) => {
        const forward = await network.forward(address, port, options);
        forwards.add(forward);
        return forward;
      },
    },
    image: { address: wanted === "dhcp" ? "0.0.0.0" : address, netmask, gateway, dns },
    seed: () => (network.isDisturbed ? network.seed : undefined),
    netdevArgs,
    ...(cosimulation !== undefined && { stepped: { netdev, cosimulation } }),
    isFree: cosimulation === undefined || (given === undefined && !paused),
    join: attachment.join,
    follow: ({ setLink }) => {
      link.carrier = setLink && ((isPlugged) => setLink(netdev, isPlugged));
    },
    describe: () => `it sent ${count(link.up)} and received ${count(link.down)}`,
    linger: (leave) =>
      cosimulation === undefined ? untilQuiet(link) : untilQuietInGuestTime(link, cosimulation, leave),
    leave: async () => {
      await attachment.detach();
      await (given === undefined ? network.close() : Promise.all([...forwards].map((forward) => forward.close())));
    },
  };
}

/**
 * A network for one device. Where that asks for its address, or may look a name up, the answer has to come in the device's time: a
 * machine whose time passes by itself would skip the seconds that it waits before this host has answered.
 */
async function ownNetwork({ time, paused, address }: Choices, usesNetwork: boolean): Promise<VirtualNetwork> {
  const isFree = time === "virtual" && (usesNetwork || address === "dhcp") && !paused;
  const network = await VirtualNetwork.create({
    ...((paused || isFree) && { time }),
    // Nobody can expect equal runs of time that goes on by itself where the host takes part.
    ...(isFree && { onNotice: () => {} }),
  });
  if (isFree) {
    network.time.resume();
  }
  return network;
}

/** @throws UsageError `EINVAL` the answer would come when the device has skipped the time that it waits for it */
function checkDhcp({ time, address }: Choices, { cosimulation }: NetworkTime): void {
  if (time === "virtual" && address === "dhcp" && cosimulation === undefined) {
    throw new UsageError(
      'address: "dhcp" in virtual time needs a network in virtual time: make it with VirtualNetwork.create({ time: "virtual" }), or leave ' +
        "network out",
    );
  }
}

function count({ statistics: { frames } }: Link["up"]): string {
  return `${frames} ${frames === 1 ? "frame" : "frames"}`;
}
