import type { Writable } from "node:stream";
import { AddressPool, subnet } from "./addresses.ts";
import { type Attachment, attachment } from "./attachment.ts";
import { Capture } from "./capture/capture.ts";
import { NetworkError } from "./error.ts";
import { Frame } from "./frame.ts";
import { type AbsenceOptions, waitForAbsence } from "./frame-absence.ts";
import { type WaitOptions, waitForFrame } from "./frame-waiter.ts";
import { type GatewayStatistics, gatewayFilter, type Internet } from "./gateway/accepts.ts";
import { Gateway } from "./gateway/gateway.ts";
import type { Protocol, Rule } from "./gateway/rules.ts";
import { realClock, StoppableClock } from "./link/clock.ts";
import type { FramePredicate } from "./link/drop-rules.ts";
import type { Link } from "./link/link.ts";
import { checkLinkOptions, type LinkOptions } from "./link/options.ts";
import { Member, type MemberOptions } from "./member.ts";
import { labelOf, NameTable } from "./names.ts";
import { packetOf } from "./packet.ts";
import { Services } from "./services/services.ts";
import { type Station, Switch } from "./switch.ts";

const defaultSeed = 1;

export interface NetworkOptions {
  /** For everything random on the network: the same seed and the same frames, the same faults. Default 1. */
  seed?: number;
  /** A pcapng file to write, with an interface for each port; or a stream, whose chunks are the file's blocks. */
  capture?: string | Writable | undefined;
  /**
   * Whether devices reach addresses outside the virtual network, through the host: all, or those that are listed, as in
   * `["203.0.113.5:80", "198.51.100.0/24"]`. Default `false`: such packets vanish.
   */
  internet?: Internet;
  /** What the link of each device does from the beginning, in both directions. Default: nothing. */
  link?: LinkOptions;
  /** The first device's address; the others follow. Default `"10.0.2.15"`. */
  firstAddress?: string;
  /** The QEMU that is the gateway. Default: the one that is found. */
  qemu?: string | undefined;
}

export interface AttachOptions {
  /**
   * In captures, messages and the link's random numbers; `NAME.test` is its name on the network. Default `"device"`, and
   * `"device-2"` for the second of that name.
   */
  name?: string;
  /** The device's address. Default: the one it had when it was here before, else the lowest free one. */
  address?: string;
  /** A descriptor that QEMU will inherit, a socket whose other end is given to `join`. Default: a Unix socket is made. */
  descriptor?: number;
}

export interface ForwardOptions {
  /** Default `"tcp"`. */
  protocol?: Protocol;
  /** Default 0: any that is free. */
  hostPort?: number;
  /** The host's address. Default `"127.0.0.1"`; `"0.0.0.0"` lets other machines in. */
  host?: string;
}

/** A port of the host that leads to a device. */
export interface Forward {
  readonly host: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Whoever has a link: a device, an attachment, the network's `host`. */
export interface Linked {
  readonly link: Link;
}

/**
 * An Ethernet switch in this process. Devices join it with `attach`; the host is on it too, as 10.0.2.2, and reaches devices by
 * `forward`. Needs no privileges.
 */
export class VirtualNetwork implements AsyncDisposable {
  /** The host's own place; its `link` can be disturbed like any other. */
  readonly host: Linked;
  /** For all that is random on the network: a failure's message has it. */
  readonly seed: number;
  readonly statistics: Switch["statistics"] & GatewayStatistics;
  readonly #switch = new Switch();
  readonly #clock = new StoppableClock(realClock, () => this.#switch.flush());
  readonly #capture: Capture | undefined;
  readonly #linkOptions: LinkOptions;
  readonly #pool: AddressPool;
  readonly #names = new NameTable();
  /** By MAC address. */
  readonly #attached = new Map<string, { name: string; address: string }>();
  readonly #members = new Map<Link, Member>();
  /** Also those that are still being made. */
  readonly #attachments = new Set<Promise<Attachment>>();
  readonly #gateway: Gateway;
  #closing: Promise<void> | undefined;

  private constructor(
    { seed = defaultSeed, internet = false, link = {}, firstAddress, qemu }: NetworkOptions,
    capture: Capture | undefined,
  ) {
    this.seed = seed;
    this.#capture = capture;
    this.statistics = Object.assign(this.#switch.statistics, { internet: 0 });
    this.#linkOptions = checkLinkOptions(link);
    this.#pool = new AddressPool(firstAddress);
    this.#names.add("host", subnet.gateway);
    const services = new Services({ names: this.#names, lease: (mac, name) => this.#lease(mac, name) });
    const host = this.#member("host", {
      accepts: gatewayFilter(internet, this.statistics),
      answers: (packet, reply) => services.take(packet, reply),
    });
    this.host = host;
    if (capture !== undefined) {
      capture.follow(this.#clock);
      const description = `host.test ${subnet.gateway}, what its own link did to frames`;
      host.capture(capture, { description, address: subnet.gateway, netmask: subnet.netmask }, "faults");
    }
    this.#gateway = new Gateway(host.port, qemu);
  }

  /**
   * @throws UsageError with the file system's code where the capture cannot be written; `EINVAL` an option of `link` or an address
   */
  static async create(options: NetworkOptions = {}): Promise<VirtualNetwork> {
    const capture =
      options.capture === undefined
        ? undefined
        : await Capture.create(options.capture, {
            comment: `The network's seed is ${options.seed ?? defaultSeed}.`,
          });
    return new VirtualNetwork(options, capture);
  }

  /**
   * A place for a device. The gateway starts meanwhile, so that it is there when the device has booted.
   *
   * @throws UsageError `EINVAL` the address is outside the network
   * @throws NetworkError `EADDRINUSE` the address is taken, `EADDRNOTAVAIL` the network is full, `ENETDOWN` it has been closed
   */
  async attach({ name: wanted = "device", address, descriptor }: AttachOptions = {}): Promise<Attachment> {
    this.#checkOpen();
    const name = this.#freeName(wanted);
    const place = this.#pool.take(name, address);
    const hostname = this.#names.add(name, place.address);
    this.#attached.set(place.mac, { name, address: place.address });
    const member = this.#member(name);
    member.link.set(this.#linkOptions);
    if (this.#capture !== undefined) {
      member.capture(this.#capture, { ...place, netmask: subnet.netmask, description: `${hostname} ${place.address}` });
    }
    this.#gateway.start();
    const release = () => {
      this.#pool.give(place);
      this.#names.remove(name);
      this.#attached.delete(place.mac);
      this.#members.delete(member.link);
      this.#attachments.delete(made);
    };
    const made = attachment({ member, place, hostname, descriptor, release });
    this.#attachments.add(made);
    try {
      const attached = await made;
      this.#checkOpen();
      return attached;
    } catch (error) {
      release();
      member.leave();
      throw error;
    }
  }

  /**
   * Resolves when the host can be reached. Nobody has to wait for it: what is sent before waits by itself.
   *
   * @throws NetworkError `EIO` there is no gateway; the message has QEMU's own words
   */
  ready(): Promise<void> {
    return this.#gateway.ready();
  }

  /**
   * Opens a port of the host that leads to a device's. A TCP client is accepted by the host at once, and cut off where the device
   * refuses it.
   *
   * @param device its address, its name or its name in DNS
   * @throws NetworkError `ENOENT` there is no device of that name
   * @throws NetworkError `EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL` the host's port cannot be had; `EIO` there is no gateway
   */
  async forward(device: string, devicePort: number, options: ForwardOptions = {}): Promise<Forward> {
    const { protocol = "tcp", hostPort = 0, host = "127.0.0.1" } = options;
    const asked: Rule = { protocol, host, hostPort, device: this.resolve(device), devicePort };
    const rule = await this.#gateway.forward(asked);
    return { host, port: rule.hostPort, close: () => this.#gateway.unforward({ ...rule, host }) };
  }

  /**
   * The address of a device: of `"device-a.test"`, which programs can look up too, or of `"device-a"`.
   *
   * @throws NetworkError `ENOENT` there is no device of that name; the message lists those that there are
   */
  resolve(name: string): string {
    return this.#names.resolve(name);
  }

  /** Whether a link of it was ever told to do something to frames: whether the seed matters. */
  get isDisturbed(): boolean {
    return [...this.#members.keys()].some(({ up, down }) => up.isDisturbed || down.isDisturbed);
  }

  /** From now on nothing passes between the two groups, either way. Adds to earlier partitions. */
  partition(left: readonly Linked[], right: readonly Linked[]): void {
    this.#switch.partition(this.#stations(left), this.#stations(right));
  }

  /** Ends all partitions. */
  heal(): void {
    this.#switch.heal();
  }

  /**
   * Waits for the next frame of anybody that reaches the switch and for which the predicate returns true.
   *
   * @throws NetworkError `ETIMEDOUT`, with the last frames that came instead
   */
  frame(matches: FramePredicate, options: WaitOptions = {}): Promise<Frame> {
    return waitForFrame(this.#switch, matches, options, this.#context);
  }

  /**
   * Resolves when no frame for which the predicate returns true has reached the switch for `options.for` milliseconds.
   *
   * @throws NetworkError `EEXIST` as soon as one did, with those that came before it
   */
  noFrame(matches: FramePredicate, options: AbsenceOptions): Promise<void> {
    return waitForAbsence(this.#switch, this.#clock, matches, options, this.#context);
  }

  /**
   * Sends a frame as if a device had that is nobody here: the switch learns its source address.
   *
   * @throws UsageError `EMSGSIZE` it is empty or longer than 64 KiB
   */
  inject(frame: Frame | Uint8Array): void {
    this.#switch.receive(nobody, packetOf(frame instanceof Frame ? frame.bytes : frame));
    this.#switch.flush();
  }

  /** Unplugs everybody, ends the gateway and completes the capture. The second call does what the first did. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** For the messages of failures. */
  get #context(): string {
    return `The network's seed is ${this.seed}.`;
  }

  #checkOpen(): void {
    if (this.#closing !== undefined) {
      throw new NetworkError("the virtual network has been closed", "ENETDOWN");
    }
  }

  async #close(): Promise<void> {
    this.#clock.stop();
    for (const { port } of this.#members.values()) {
      port.close();
    }
    const detached = [...this.#attachments].map((one) => one.then(({ detach }) => detach()));
    await Promise.allSettled([this.#gateway.close(), ...detached]);
    await this.#capture?.close();
  }

  #member(name: string, given: Pick<MemberOptions, "accepts" | "answers"> = {}): Member {
    const member = new Member({ ...given, name, seed: this.seed, clock: this.#clock, ethernet: this.#switch });
    this.#members.set(member.link, member);
    return member;
  }

  #stations(linked: readonly Linked[]): Station[] {
    return linked.map(({ link }) => {
      const member = this.#members.get(link);
      if (member === undefined) {
        throw new NetworkError("partition takes devices of this network, and one of them is not on it", "EINVAL");
      }
      return member;
    });
  }

  #freeName(name: string): string {
    let count = 1;
    const numbered = () => (count === 1 ? name : `${name.slice(0, 50)}-${count}`);
    while (!this.#names.isFree(numbered())) {
      count++;
    }
    return numbered();
  }

  /** What DHCP tells a client: the place of a device, or one for who was not attached here, by the name it gives itself. */
  #lease(mac: string, name = "guest") {
    const known = this.#attached.get(mac);
    const address = known?.address ?? this.#pool.lease(mac);
    if (address === undefined) {
      return undefined;
    }
    if (known === undefined && this.#names.isFree(name)) {
      this.#names.add(name, address);
    }
    return { address, label: labelOf(known?.name ?? name) };
  }
}

/** Where injected frames come from. */
const nobody: Station = { name: "injected", send: () => {}, flush: () => {} };
