import type { Socket } from "node:net";
import type { Extent } from "../capture/capture.ts";
import type { Interface } from "../capture/pcapng.ts";
import { NetworkError } from "../error.ts";
import type { Member, MemberOptions } from "../member.ts";
import type { Registry } from "../registry.ts";
import { type ConnectOptions, connectTo } from "./connect.ts";
import { isBetweenDevices, isForeign } from "./filters.ts";
import { type Guest, guest } from "./guest.ts";
import { type Listening, type ListenOptions, listen } from "./listen.ts";

/** What a member of a network is made with, beside its name. */
export type MemberSetup = Pick<MemberOptions, "accepts" | "enters" | "answers" | "isPaced"> & {
  /** What a capture says of its port, and what it has of it. */
  described: Omit<Interface, "name">;
  extent?: Extent;
};

/** Everything of a network that goes over TCP to other machines. */
export class Remotes {
  readonly #registry: Registry;
  readonly #statistics: { conflicts: number };
  readonly #makeMember: (name: string, given: MemberSetup) => Member;
  readonly #listening = new Set<Listening>();
  readonly #guests = new Set<Guest>();
  /** How many have come so far. */
  #count = 0;
  #isClosed = false;

  constructor(
    registry: Registry,
    statistics: { conflicts: number },
    makeMember: (name: string, given: MemberSetup) => Member,
  ) {
    this.#registry = registry;
    this.#statistics = statistics;
    this.#makeMember = makeMember;
  }

  /** See {@link VirtualNetwork.listen}. */
  async listen(options: ListenOptions): Promise<Listening> {
    const listening = await listen(options, (socket) =>
      this.#admit(socket, `${options.name ?? "remote"}-${++this.#count}`),
    );
    this.#listening.add(listening);
    if (this.#isClosed) {
      await listening.close();
      throw closed();
    }
    return listening;
  }

  /** See {@link VirtualNetwork.connect}. */
  async connect(options: ConnectOptions): Promise<Guest> {
    const socket = await connectTo(options);
    if (this.#isClosed) {
      socket.destroy();
      throw closed();
    }
    return this.#admit(socket, options.name ?? "trunk", isBetweenDevices);
  }

  /** Lets nobody in any more, and ends all connections. */
  close(): void {
    this.#isClosed = true;
    for (const listening of this.#listening) {
      void listening.close();
    }
    for (const one of this.#guests) {
      one.leave();
    }
  }

  /** Makes a connection a place on the network. */
  #admit(socket: Socket, name: string, passes: (packet: Buffer) => boolean = () => true): Guest {
    const conflict = this.#conflicts(name);
    const member = this.#makeMember(name, {
      accepts: passes,
      enters: (packet) => passes(packet) && isForeign(packet, this.#registry, conflict),
      described: { description: `by TCP from ${socket.remoteAddress}:${socket.remotePort}` },
    });
    const one = guest(member, socket);
    this.#guests.add(one);
    void one.ended.then(() => this.#guests.delete(one));
    return one;
  }

  /** Counts frames in the name of a device that is here, and tells of the first one. */
  #conflicts(name: string): (mac: string, owner: string) => void {
    let isTold = false;
    return (mac, owner) => {
      this.#statistics.conflicts++;
      if (!isTold) {
        isTold = true;
        const what = `a frame came by ${name} from ${mac}, which is the address of ${owner} here: such frames are dropped`;
        process.emitWarning(`${what}; give one of the two networks another firstAddress`, "AsyncIoWarning");
      }
    };
  }
}

function closed(): NetworkError {
  return new NetworkError("the virtual network has been closed", "ENETDOWN");
}
