import { subnet } from "./addresses.ts";
import { type Attachment, attachment } from "./attachment.ts";
import type { Capture } from "./capture/capture.ts";
import { NetworkError } from "./error.ts";
import { checkForward } from "./forward-options.ts";
import type { Frame } from "./frame.ts";
import type { WaitOptions } from "./frame-waiter.ts";
import { Frames } from "./frames.ts";
import { gatewayFilter } from "./gateway/accepts.ts";
import { Gateway } from "./gateway/gateway.ts";
import type { Rule } from "./gateway/rules.ts";
import { realClock, StoppableClock } from "./link/clock.ts";
import type { FramePredicate } from "./link/drop-rules.ts";
import { checkLinkOptions, type LinkOptions } from "./link/options.ts";
import { Members } from "./members.ts";
import {
  type AttachOptions,
  defaultSeed,
  type Forward,
  type ForwardOptions,
  type Linked,
  type NetworkOptions,
  type NetworkStatistics,
} from "./network-options.ts";
import type { NetworkParts, OwnTime } from "./network-parts.ts";
import { checkAttachOptions } from "./network-rules.ts";
import { Partitions } from "./partitions.ts";
import { Registry } from "./registry.ts";
import type { ConnectOptions } from "./remote/connect.ts";
import type { Guest } from "./remote/guest.ts";
import type { Listening, ListenOptions } from "./remote/listen.ts";
import { Remotes } from "./remote/remotes.ts";
import { Services } from "./services/services.ts";
import { Switch } from "./switch.ts";

/** An Ethernet switch, what is plugged into it, and the host's gateway. */
export class Network implements AsyncDisposable {
  /** The host's own place; its `link` can be disturbed like any other. */
  readonly host: Linked;
  /** For all that is random on the network: a failure's message has it. */
  readonly seed: number;
  /** What became of frames that did not go on. */
  readonly statistics: NetworkStatistics;
  /** The frames that reach the switch. */
  readonly frames: Frames;
  /** Which devices do not reach each other. */
  readonly partitions: Partitions;
  readonly #time: OwnTime | undefined;
  readonly #clock: StoppableClock;
  readonly #capture: Capture | undefined;
  readonly #linkOptions: LinkOptions;
  readonly #registry: Registry;
  readonly #members: Members;
  /** Also those that are still being made. */
  readonly #attachments = new Set<Promise<Attachment>>();
  readonly #remotes: Remotes;
  readonly #gateway: Gateway;
  #closing: Promise<void> | undefined;

  /** For {@link VirtualNetwork.create}, which checks the options and opens the capture. */
  constructor(
    { seed = defaultSeed, internet = false, link = {}, firstAddress }: NetworkOptions,
    { capture, time, hostSends }: NetworkParts = {},
  ) {
    this.seed = seed;
    this.#time = time;
    const ethernet: Switch = new Switch(() => this.#clock.now());
    this.#clock = new StoppableClock(time ?? realClock, () => ethernet.flush());
    this.#capture = capture;
    capture?.follow(this.#clock);
    this.statistics = Object.assign(ethernet.statistics, { internet: 0, conflicts: 0 });
    this.#linkOptions = checkLinkOptions(link);
    this.#registry = new Registry(firstAddress);
    this.#members = new Members({ seed, clock: this.#clock, ethernet, capture });
    this.partitions = new Partitions(ethernet, this.#members);
    this.frames = new Frames({
      ethernet,
      clock: this.#clock,
      during: (promise) => (time === undefined ? promise : time.during(promise)),
      context: `The network's seed is ${seed}.`,
    });
    this.#remotes = new Remotes(this.#registry, this.statistics, (name, given) => {
      const member = this.#members.add(name, given);
      void member.port.ended.then(() => this.#members.remove(member));
      return member;
    });
    const services = new Services(this.#registry);
    const description = `host.test ${subnet.gateway}, what its own link did to frames`;
    const host = this.#members.add("host", {
      described: { description, address: subnet.gateway, netmask: subnet.netmask },
      extent: "faults",
      accepts: gatewayFilter(internet, this.statistics),
      ...(hostSends !== undefined && {
        enters: () => {
          hostSends();
          return true;
        },
      }),
      answers: (packet, reply) => {
        if (!services.take(packet, reply)) {
          this.#gateway.take(packet);
        }
        return true;
      },
    });
    this.host = host;
    this.#gateway = new Gateway({
      clock: this.#clock,
      send: (packet) => host.originate(packet),
      flush: () => ethernet.flush(),
    });
  }

  /**
   * A place for a device.
   *
   * @throws UsageError `EINVAL` the address is outside the network
   * @throws NetworkError `EADDRINUSE` the address is taken, `EADDRNOTAVAIL` the network is full, `ENETDOWN` it has been closed
   */
  async attach(options: AttachOptions = {}): Promise<Attachment> {
    checkAttachOptions(options);
    const { name: wanted = "device", address, descriptor } = options;
    this.#checkOpen();
    const entry = this.#registry.enter(wanted, address);
    const { name, place, hostname } = entry;
    const described = { ...place, netmask: subnet.netmask, description: `${hostname} ${place.address}` };
    const member = this.#members.add(name, { described, isPaced: true });
    member.link.set(this.#linkOptions);
    const release = () => {
      this.#gateway.forget(place.address);
      this.#registry.leave(entry);
      this.#members.remove(member);
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
   * Opens a port of the host that leads to a device's. A TCP client is accepted by the host at once, and cut off where the device
   * refuses it.
   *
   * @param device its address, its name or its name in DNS
   * @throws NetworkError `ENOENT` there is no device of that name; `EHOSTUNREACH` it is on a network that is joined to this one
   * @throws NetworkError `EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL` the host's port cannot be had; `ENETDOWN` the network was closed
   * @throws UsageError `EINVAL` a port or an option that cannot be
   */
  async forward(device: string, devicePort: number, options: ForwardOptions = {}): Promise<Forward> {
    checkForward(devicePort, options);
    const { protocol = "tcp", hostPort = 0, host = "127.0.0.1", signal } = options;
    this.#registry.checkHere(device);
    const asked: Rule = { protocol, host, hostPort, device: this.resolve(device), devicePort };
    const { port, close } = await this.#gateway.forward(asked, signal);
    return { host, port, close: async () => close() };
  }

  /**
   * The address of a device: of `"device-a.test"`, which programs can look up too, or of `"device-a"`. Devices of networks that are
   * joined to this one have theirs.
   *
   * @throws NetworkError `ENOENT` there is no device of that name; the message lists those that there are
   */
  resolve(name: string): string {
    return this.#registry.names.resolve(name);
  }

  /**
   * Lets devices on other machines join by TCP: a QEMU with `-netdev stream`, or another network's {@link connect}. Whoever reaches the
   * port is let in.
   *
   * @throws NetworkError `EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL` the port cannot be had, `ENETDOWN` the network has been closed
   */
  async listen(options: ListenOptions = {}): Promise<Listening> {
    this.#checkOpen();
    return this.#remotes.listen(options);
  }

  /**
   * Joins this network's devices to those of another network, which listens. Each keeps its own host and DHCP; names of either are looked
   * up on both. Their devices must have different addresses: give one of them another `firstAddress`.
   *
   * @throws NetworkError `ECONNREFUSED`, `ENOTFOUND`, `ETIMEDOUT` and the like: the other network cannot be reached
   */
  async connect(options: ConnectOptions): Promise<Guest> {
    this.#checkOpen();
    return this.#remotes.connect(options);
  }

  /** Whether a device is on it, or about to be. */
  get hasDevices(): boolean {
    return this.#attachments.size > 0;
  }

  /** Whether a link of it was ever told to do something to frames: whether the seed matters. */
  get isDisturbed(): boolean {
    return this.#members.isDisturbed;
  }

  /** As {@link Partitions.add}. */
  partition(left: readonly Linked[], right: readonly Linked[]): void {
    this.partitions.add(left, right);
  }

  /** As {@link Partitions.clear}. */
  heal(): void {
    this.partitions.clear();
  }

  /** As {@link Frames.next}. */
  frame(matches: FramePredicate, options: WaitOptions = {}): Promise<Frame> {
    return this.frames.next(matches, options);
  }

  /** Unplugs everybody, ends the gateway and completes the capture. The second call does what the first did. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** Closes the network, as {@link close}. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #checkOpen(): void {
    if (this.#closing !== undefined) {
      throw new NetworkError("the virtual network has been closed", "ENETDOWN");
    }
  }

  async #close(): Promise<void> {
    this.frames.close();
    this.#time?.close();
    this.#clock.stop();
    this.#remotes.close();
    this.#members.close();
    this.#gateway.close();
    await Promise.allSettled([...this.#attachments].map((one) => one.then(({ detach }) => detach())));
    await this.#capture?.close();
  }
}
