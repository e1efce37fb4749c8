import type { Socket } from "node:net";
import { NetworkError } from "../error.ts";
import type { Member } from "../member.ts";
import type { MemberSetup } from "../members.ts";
import type { Registry } from "../registry.ts";
import { type ConnectOptions, connectTo } from "./connect.ts";
import { isBetweenDevices, isForeign } from "./filters.ts";
import { type Guest, guest } from "./guest.ts";
import { type Listening, type ListenOptions, listen } from "./listen.ts";
import { Neighbours } from "./neighbours.ts";

/** Everything of a network that goes over TCP to other machines. */
export class Remotes {
  readonly #registry: Registry;
  readonly #statistics: { conflicts: number };
  readonly #makeMember: (name: string, given: MemberSetup) => Member;
  readonly #listening = new Set<Listening>();
  readonly #guests = new Set<Guest>();
  readonly #neighbours: Neighbours;
  /** How many have come so far. */
  #count = 0;
  #isClosed = false;

  constructor(
    registry: Registry,
    statistics: { conflicts: number },
    makeMember: (name: string, given: MemberSetup) => Member,
  ) {
    this.#registry = registry;
    this.#neighbours = new Neighbours(registry);
    this.#statistics = statistics;
    this.#makeMember = makeMember;
  }

  /** See {@link Network.listen}. */
  async listen(options: ListenOptions): Promise<Listening> {
    const { name = "remote", isPaced = true } = options;
    const listening = await listen(options, (socket) => this.#admit(socket, `${name}-${++this.#count}`, { isPaced }));
    this.#listening.add(listening);
    if (this.#isClosed) {
      await listening.close();
      throw closed();
    }
    return listening;
  }

  /** See {@link Network.connect}. */
  async connect(options: ConnectOptions): Promise<Guest> {
    const socket = await connectTo(options);
    if (this.#isClosed) {
      socket.destroy();
      throw closed();
    }
    return this.#admit(socket, options.name ?? "trunk", { isNetwork: true });
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

  /** Makes a connection a place on the network. Whether it is a network or a machine is known when it is the first to speak. */
  #admit(socket: Socket, name: string, given: { isNetwork?: boolean; isPaced?: boolean }): Guest {
    const conflict = this.#conflicts(name);
    let { isNetwork = false } = given;
    const passes = (packet: Buffer) => !isNetwork || isBetweenDevices(packet);
    const hear = (packet: Buffer) => {
      const isNews = this.#neighbours.hear(member, packet);
      if (isNews && !isNetwork) {
        isNetwork = true;
        member.hurry();
      }
      return isNews;
    };
    const member = this.#makeMember(name, {
      ...(given.isPaced && { isPaced: true }),
      accepts: passes,
      enters: (packet) => !hear(packet) && passes(packet) && isForeign(packet, this.#registry, conflict),
      described: { description: `by TCP from ${socket.remoteAddress}:${socket.remotePort}` },
    });
    const one = guest(member, socket);
    this.#guests.add(one);
    if (isNetwork) {
      this.#neighbours.add(member);
    }
    void one.ended.then(() => {
      this.#guests.delete(one);
      this.#neighbours.remove(member);
    });
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
