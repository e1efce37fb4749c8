import type { TimeProfile } from "../base/choices.ts";
import { UsageError } from "../base/errors.ts";
import { Cosimulation } from "../time/cosimulation.ts";
import type { Duration } from "../time/duration.ts";
import type { TimeOptions } from "../time/options.ts";
import { watchStandstill } from "../time/standstill.ts";
import { subnet } from "./addresses.ts";
import { type Attachment, attachment } from "./attachment.ts";
import { Capture } from "./capture/capture.ts";
import { NetworkError } from "./error.ts";
import { checkForward } from "./forward-options.ts";
import { Frame } from "./frame.ts";
import { type AbsenceOptions, checkAbsence, waitForAbsence } from "./frame-absence.ts";
import { checkWait, type WaitOptions, waitForFrame } from "./frame-waiter.ts";
import { gatewayFilter } from "./gateway/accepts.ts";
import { Gateway } from "./gateway/gateway.ts";
import type { Rule } from "./gateway/rules.ts";
import { realClock, StoppableClock } from "./link/clock.ts";
import type { FramePredicate } from "./link/drop-rules.ts";
import type { Link } from "./link/link.ts";
import { checkLinkOptions, type LinkOptions } from "./link/options.ts";
import { Member } from "./member.ts";
import {
  type AttachOptions,
  defaultSeed,
  type Forward,
  type ForwardOptions,
  type Linked,
  type NetworkOptions,
  type NetworkStatistics,
} from "./network-options.ts";
import { checkAttachOptions, checkGroup, checkNetworkOptions } from "./network-rules.ts";
import { packetOf } from "./packet.ts";
import { Registry } from "./registry.ts";
import type { ConnectOptions } from "./remote/connect.ts";
import type { Guest } from "./remote/guest.ts";
import type { Listening, ListenOptions } from "./remote/listen.ts";
import { type MemberSetup, Remotes } from "./remote/remotes.ts";
import { Services } from "./services/services.ts";
import { type Station, Switch } from "./switch.ts";
import { attempt, rejected, Waits } from "./waits.ts";

/**
 * An Ethernet switch in this process. Devices join it with `attach`; the host is on it too, as 10.0.2.2, and reaches devices by
 * `forward`. Needs no privileges.
 */
export class VirtualNetwork implements AsyncDisposable {
  /** The host's own place; its `link` can be disturbed like any other. */
  readonly host: Linked;
  /** For all that is random on the network: a failure's message has it. */
  readonly seed: number;
  /** What became of frames that did not go on. */
  readonly statistics: NetworkStatistics;
  readonly #switch: Switch;
  /** Lets the devices' time pass; undefined where the host's does. */
  readonly cosimulation: Cosimulation | undefined;
  readonly #clock: StoppableClock;
  readonly #capture: Capture | undefined;
  readonly #linkOptions: LinkOptions;
  readonly #registry: Registry;
  readonly #members = new Map<Link, Member>();
  /** Also those that are still being made. */
  readonly #attachments = new Set<Promise<Attachment>>();
  readonly #waits = new Waits("a frame was waited for");
  readonly #remotes: Remotes;
  readonly #gateway: Gateway;
  /** Whether a link of somebody who has left was told to do something to frames. */
  #wasDisturbed = false;
  #time: TimeProfile | undefined;
  #closing: Promise<void> | undefined;

  private constructor(
    { seed = defaultSeed, internet = false, link = {}, firstAddress, time, wire, onNotice }: NetworkOptions,
    capture: Capture | undefined,
  ) {
    this.seed = seed;
    this.#time = time;
    this.cosimulation = time === "virtual" ? new Cosimulation(wire) : undefined;
    this.#clock = new StoppableClock(this.cosimulation ?? realClock, () => this.#switch.flush());
    this.#switch = new Switch(() => this.#clock.now());
    this.#capture = capture;
    capture?.follow(this.#clock);
    this.statistics = Object.assign(this.#switch.statistics, { internet: 0, conflicts: 0 });
    this.#linkOptions = checkLinkOptions(link);
    this.#registry = new Registry(firstAddress);
    this.#remotes = new Remotes(this.#registry, this.statistics, (name, given) => {
      const member = this.#member(name, given);
      void member.port.ended.then(() => this.#forget(member));
      return member;
    });
    const services = new Services(this.#registry);
    const description = `host.test ${subnet.gateway}, what its own link did to frames`;
    const host = this.#member("host", {
      described: { description, address: subnet.gateway, netmask: subnet.netmask },
      extent: "faults",
      accepts: gatewayFilter(internet, this.statistics),
      ...(this.cosimulation !== undefined && { enters: hostTakesPart(this.cosimulation, onNotice) }),
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
      flush: () => this.#switch.flush(),
    });
  }

  /**
   * @throws UsageError with the file system's code where the capture cannot be written; `EINVAL` an option is not what it should be
   */
  static async create(options: NetworkOptions = {}): Promise<VirtualNetwork> {
    checkNetworkOptions(options);
    const { seed = defaultSeed, capture: path } = options;
    const comment = `The network's seed is ${seed}.`;
    const capture = path === undefined ? undefined : await Capture.create(path, { comment });
    try {
      return new VirtualNetwork(options, capture);
    } catch (error) {
      await capture?.close();
      throw error;
    }
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
    const member = this.#member(name, { described, isPaced: true });
    member.link.set(this.#linkOptions);
    const release = () => {
      this.#gateway.forget(place.address);
      this.#registry.leave(entry);
      this.#forget(member);
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

  /**
   * All devices of a network have one time.
   *
   * @throws UsageError `EINVAL` the network's is another one
   */
  agree(time: TimeProfile): void {
    const isAlone = this.cosimulation !== undefined || time === "real" || this.#attachments.size === 0;
    if (isAlone && time === (this.#time ?? time)) {
      this.#time = time;
      return;
    }
    throw new UsageError(
      `a device in ${time} time cannot join a network in ${this.#time} time: devices that share virtual time need a network that was ` +
        'made with VirtualNetwork.create({ time: "virtual" })',
    );
  }

  /** Whose time it is: what it was made with, else what its first device has. */
  get time(): TimeProfile | undefined {
    return this.#time;
  }

  /** Milliseconds since the network was made, in its own time. */
  now(): number {
    return this.#virtualTime("now").now();
  }

  /**
   * In virtual time: lets exactly so much of it pass, and what is due at its end happen.
   *
   * @param duration milliseconds, or as in `"90s"`
   * @param options.signal aborted, the promise rejects with its reason; time that has passed by then has passed
   * @throws UsageError `EINVAL` it is no duration; `ENOTSUP` the network's time is the host's
   * @throws NetworkError `ENETDOWN` the network was closed, before or meanwhile
   * @throws TimeError `ETIMEDOUT` a device computes for a minute of this host's time without waiting for anything
   */
  advance(duration: Duration, options: TimeOptions = {}): Promise<void> {
    return attempt(() => this.#virtualTime("advance").advance(duration, options));
  }

  /**
   * In virtual time: lets it pass as fast as it can, until `pause`.
   *
   * @throws UsageError `ENOTSUP` the network's time is the host's
   */
  resume(): void {
    this.#virtualTime("resume").resume();
  }

  /**
   * In virtual time: lets it stand still, once each device waits for something. Resolves then.
   *
   * @param options.signal aborted, the promise rejects with its reason; time stands still all the same as soon as it can
   * @throws UsageError `ENOTSUP` the network's time is the host's
   * @throws NetworkError `ENETDOWN` the network was closed meanwhile
   */
  pause(options: TimeOptions = {}): Promise<void> {
    return attempt(() => this.#virtualTime("pause").pause(options));
  }

  /** Whether a link of it was ever told to do something to frames: whether the seed matters. */
  get isDisturbed(): boolean {
    return this.#wasDisturbed || [...this.#members.keys()].some(({ isDisturbed }) => isDisturbed);
  }

  /**
   * From now on nothing passes between the two groups, either way. Adds to earlier partitions.
   *
   * @throws UsageError `EINVAL` one is not on this network: it is on another one, or its run has ended
   */
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
   * @throws NetworkError `ETIMEDOUT`, with the last frames that came instead; `ENETDOWN` the network was closed
   */
  frame(matches: FramePredicate, options: WaitOptions = {}): Promise<Frame> {
    const wait = (signal: AbortSignal) =>
      this.#during(waitForFrame(this.#switch, matches, { ...options, signal }, this.#context));
    return rejected(() => checkWait(matches, options)) ?? this.#waits.begin(wait, options.signal);
  }

  /**
   * Resolves when no frame for which the predicate returns true has reached the switch for `options.for` milliseconds.
   *
   * @throws NetworkError `EEXIST` as soon as one did, with those that came before it; `ENETDOWN` the network was closed
   */
  noFrame(matches: FramePredicate, options: AbsenceOptions): Promise<void> {
    const wait = (signal: AbortSignal) =>
      this.#during(waitForAbsence(this.#switch, this.#clock, matches, { ...options, signal }, this.#context));
    return rejected(() => checkAbsence(matches, options)) ?? this.#waits.begin(wait, options.signal);
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

  /** Closes the network, as {@link close}. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** For the messages of failures. */
  get #context(): string {
    return `The network's seed is ${this.seed}.`;
  }

  #virtualTime(what: string): Cosimulation {
    if (this.cosimulation === undefined) {
      throw new UsageError(`${what} needs a network that was made with VirtualNetwork.create({ time: "virtual" })`, {
        code: "ENOTSUP",
      });
    }
    return this.cosimulation;
  }

  /** Virtual time passes while somebody waits. */
  #during<Value>(promise: Promise<Value>): Promise<Value> {
    return this.cosimulation === undefined ? promise : this.cosimulation.during(promise);
  }

  #checkOpen(): void {
    if (this.#closing !== undefined) {
      throw new NetworkError("the virtual network has been closed", "ENETDOWN");
    }
  }

  async #close(): Promise<void> {
    this.#waits.close();
    this.cosimulation?.close();
    this.#clock.stop();
    this.#remotes.close();
    for (const { port } of this.#members.values()) {
      port.close();
    }
    this.#gateway.close();
    await Promise.allSettled([...this.#attachments].map((one) => one.then(({ detach }) => detach())));
    await this.#capture?.close();
  }

  #member(name: string, { described, extent, ...given }: MemberSetup): Member {
    const member = new Member({ ...given, name, seed: this.seed, clock: this.#clock, ethernet: this.#switch });
    if (this.#capture !== undefined) {
      member.capture(this.#capture, described, extent);
    }
    this.#members.set(member.link, member);
    return member;
  }

  #forget({ link }: Member): void {
    this.#wasDisturbed ||= link.isDisturbed;
    this.#members.delete(link);
  }

  #stations(linked: readonly Linked[]): Station[] {
    checkGroup(linked);
    return linked.map((one, at) => {
      const member = this.#members.get(one.link);
      if (member === undefined) {
        const { name = `number ${at + 1} of a group` } = (one as { info?: { name?: string } }).info ?? {};
        throw new UsageError(`partition takes devices of this network, and ${name} is not on it, or has left it`);
      }
      return member;
    });
  }
}

/** Where injected frames come from. */
const nobody: Station = { name: "injected", send: () => {}, flush: () => {} };

/** Tells once that frames come from outside of virtual time, and lets time see each of them. */
function hostTakesPart(cosimulation: Cosimulation, onNotice = warn): () => boolean {
  let isTold = false;
  let isWatching = false;
  const waits = () => {
    onNotice(
      "the host has sent something to a device while virtual time stands still, so that it does not arrive: let time pass, with " +
        "network.advance, network.resume or expect",
    );
  };
  return () => {
    if (!isWatching) {
      // Time may be about to stand still at this instant.
      const entered = cosimulation.now();
      const isStill = () => {
        isWatching = cosimulation.now() === entered;
        return isWatching;
      };
      isWatching = true;
      watchStandstill(cosimulation, isStill, waits);
    }
    if (!isTold) {
      isTold = true;
      onNotice(
        "the host takes part in virtual time: its frames come when its own clock says, so that from here on instants, and what depends " +
          "on them, are not the same in each run",
      );
    }
    cosimulation.notice();
    return true;
  };
}

function warn(text: string): void {
  process.emitWarning(text, "AsyncIoWarning");
}
