import { type Place, subnet } from "./addresses.ts";
import type { NetworkError } from "./error.ts";
import type { Link } from "./link/link.ts";
import type { Member } from "./member.ts";
import type { PacketStream } from "./port.ts";
import { listenOnce, type UnixListener } from "./unix-listener.ts";

/** A device's place on a {@link VirtualNetwork}. */
export interface Attachment {
  /** The device's name, as it was given to `attach`. */
  readonly name: string;
  /** The device's name in DNS on this network: `device-a.test`. */
  readonly hostname: string;
  /** Its MAC address: `"02:00:00:00:00:01"`. */
  readonly mac: string;
  /** Its IPv4 address. */
  readonly address: string;
  /** Of its network: `"255.255.255.0"`. */
  readonly netmask: string;
  /** The address of the network's gateway, which is the way to the host. */
  readonly gateway: string;
  /** The address of the network's name server. */
  readonly dns: string;
  /** The name of the NIC's backend in QEMU. */
  readonly netdev: string;
  /** QEMU's arguments for a NIC that joins here. */
  readonly netdevArgs: readonly string[];
  /** Its cable. */
  readonly link: Link;
  /** Frames that were dropped because the device did not take them. */
  readonly dropped: number;
  /** Resolves when the device has left: with an error where it did so inside a frame, or sent what is none. Never rejects. */
  readonly ended: Promise<NetworkError | undefined>;
  /** The device joins by a stream of its own: the other end of the descriptor that `attach` was given. */
  join(stream: PacketStream): void;
  /** Unplugs the device; its address is free again. */
  detach(): Promise<void>;
}

export interface AttachmentSetup {
  member: Member;
  place: Place;
  hostname: string;
  descriptor: number | undefined;
  /** The address may be given to another. */
  release(): void;
}

/** Makes an attachment; without a descriptor, the device joins by a Unix socket. */
export async function attachment({
  member,
  place,
  hostname,
  descriptor,
  release,
}: AttachmentSetup): Promise<Attachment> {
  const { name, link, port } = member;
  const listener = descriptor === undefined ? await listenOnce((socket) => port.join(socket)) : undefined;
  const netdev = `n${place.index}`;
  let isDetached = false;
  return {
    name,
    hostname,
    link,
    mac: place.mac,
    address: place.address,
    netmask: subnet.netmask,
    gateway: subnet.gateway,
    dns: subnet.dns,
    netdev,
    netdevArgs: netdevArgs(netdev, place.mac, listener ?? descriptor),
    get dropped() {
      return member.dropped;
    },
    ended: port.ended,
    join: (stream) => port.join(stream),
    detach: async () => {
      if (!isDetached) {
        isDetached = true;
        member.leave();
        release();
        await listener?.close();
      }
    },
  };
}

function netdevArgs(id: string, mac: string, peer: UnixListener | number | undefined): string[] {
  // QEMU takes a comma in a value doubled.
  const address =
    typeof peer === "object" ? `unix,addr.path=${peer.path.replaceAll(",", ",,")}` : `fd,addr.str=${peer}`;
  return ["-netdev", `stream,id=${id},server=off,addr.type=${address}`, "-net", `nic,netdev=${id},macaddr=${mac}`];
}
