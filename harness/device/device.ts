import type { Socket } from "node:net";
import { BootError, HarnessError, UsageError } from "../base/errors.ts";
import { checkGiven, rules } from "../base/given.ts";
import { unlessAborted } from "../base/unless-aborted.ts";
import type { DeviceRecord } from "../console/records.ts";
import type { Machine } from "../machine/machine.ts";
import { type Forward, type ForwardOptions, type Link, NetworkError } from "../network/index.ts";
import { attempt } from "../network/waits.ts";
import type { Duration } from "../time/duration.ts";
import { checkTimeOptions, type TimeOptions } from "../time/options.ts";
import { failWhileStill, unlessStill } from "../time/standstill.ts";
import { called } from "./called.ts";
import { Connections } from "./connections.ts";
import type { Exit } from "./exit.ts";
import { Expectations, type ExpectOptions } from "./expect.ts";
import type { DeviceInfo } from "./info.ts";
import type { DeviceTime } from "./launch.ts";
import { named } from "./named.ts";
import type { NetworkPort } from "./network-port.ts";
import type { Session } from "./session.ts";

/**
 * A device that runs a program: what {@link boot} returns. Leaving the scope of its `await using` stops it.
 */
export class Device implements AsyncDisposable {
  /** What was booted. */
  readonly info: DeviceInfo;
  readonly #session: Session;
  readonly #machine: Machine;
  readonly #port: NetworkPort | undefined;
  readonly #expectations: Expectations;
  readonly #connections = new Connections((port) => this.forward(port));
  readonly #time: DeviceTime | undefined;

  constructor(
    session: Session,
    machine: Machine,
    port: NetworkPort | undefined,
    info: DeviceInfo,
    time?: DeviceTime | undefined,
  ) {
    this.#time = time;
    this.info = { ...info, commandLine: machine.commandLine };
    this.#session = session;
    this.#machine = machine;
    this.#port = port;
    this.#expectations = new Expectations(
      session.transcript,
      machine.clock,
      () => session.ended?.message ?? "",
      seedOf(port),
      time?.cosimulation.settled,
      called(info, port),
    );
  }

  /** Resolves when the program's first line is about to run; rejects with a BootError where that will not be. */
  get started(): Promise<void> {
    const started = this.#session.started.catch((error) => {
      throw error instanceof BootError
        ? new BootError(`${this.called}: ${error.message}`, { code: error.code, cause: error.cause })
        : error;
    });
    // Not everybody awaits it.
    started.catch(() => {});
    return this.#time === undefined ? started : this.#time.cosimulation.during(started);
  }

  /**
   * How the run ended, once nothing of it is left: no process, no socket, no file. Rejects in one case only: with `EDEADLK`, where it is
   * awaited while virtual time stands still and nobody lets it pass.
   */
  get exit(): Promise<Exit> {
    const { ended } = this;
    return this.#time === undefined
      ? ended
      : unlessStill(ended, this.#time.cosimulation, `the end of ${this.info.name}`);
  }

  /** As {@link exit}, but never rejects: it may be waited for while virtual time stands still. */
  get ended(): Promise<Exit> {
    return this.#session.outcome.then(({ code, reason }) => ({ code, reason }));
  }

  /** How the run ended, for a person: one line, or several with a backtrace. Undefined while it runs. */
  get diagnosis(): string | undefined {
    return this.#session.ended?.message;
  }

  /** What the device does at the moment, or how its run ended, for a person: where it is, whether it works or waits. */
  describe(): Promise<string> {
    return this.#session.describe();
  }

  /** What the device has printed so far, with positions in TypeScript. Of very much output the oldest is dropped. */
  get output(): string {
    return this.#session.transcript.text;
  }

  /**
   * The device's address on its network.
   *
   * @throws HarnessError `ENETUNREACH` it is on no network, or is a board that has not told its address yet
   */
  get address(): string {
    return this.#joined("address").address;
  }

  /**
   * The device's name on its network, `device-a.test`, by which programs reach it; its address where the network has no names.
   *
   * @throws HarnessError `ENETUNREACH` it is on no network, or is a board that has not told its address yet
   */
  get hostname(): string {
    const { hostname, address } = this.#joined("hostname");
    return hostname ?? address;
  }

  /**
   * The device's cable: delay, loss and the like. See Link.
   *
   * @throws HarnessError `ENETUNREACH` it is on no network; `ENOTSUP` a board, whose cable is a real one
   */
  get link(): Link {
    return this.#joined("link").link;
  }

  /**
   * Waits until the device prints something, and returns the match. Text that was printed before counts, where no earlier match
   * has passed it; several that wait get theirs in the order they asked. Virtual time that stands still passes until the match.
   *
   * @throws ExpectError `ETIMEDOUT`, or `ENODATA` where the device ended first; the message has the console's last lines
   */
  expect(pattern: RegExp | string, options?: ExpectOptions): Promise<RegExpMatchArray> {
    const expected = this.#expectations.expect(pattern, options);
    return this.#time === undefined ? expected : this.#time.cosimulation.during(expected);
  }

  /** Each line the device prints, from its first, without line ends; ends with the device. */
  lines(): AsyncIterableIterator<string> {
    return this.#session.transcript.lines();
  }

  /** Each record the firmware sends, from its first; ends with the device. */
  records(): AsyncIterable<DeviceRecord> {
    return this.#session.records;
  }

  /**
   * What the device printed between two of its `records()`: both come on the console, but are not read as one. From the start, or up to
   * now, where one of them is left out.
   */
  outputBetween(first: DeviceRecord | undefined, last?: DeviceRecord): string {
    return this.#session.outputBetween(first, last);
  }

  /** Types on the device's console. */
  write(text: string): void {
    this.#machine.console.write(Buffer.from(text));
  }

  /**
   * Opens a port of the host that leads to one of the device, until that is closed or the device ends.
   *
   * @throws HarnessError `ENETUNREACH` it is on no network; `ENOTSUP` a board, and a port of the host
   * @throws NetworkError `EADDRINUSE`, `EACCES` where the host's port cannot be had
   * @throws UsageError `EINVAL` a port or an option that cannot be
   */
  async forward(port: number, options: ForwardOptions = {}): Promise<Forward> {
    return this.#joined("forward")
      .forward(port, options)
      .catch((error) => {
        throw error instanceof NetworkError
          ? new NetworkError(`${this.called}: ${error.message}`, error.code, error.cause)
          : error;
      });
  }

  /**
   * Connects to a TCP port of the device. The harness accepts at once: that nobody listens on the device is seen by the connection's
   * reset. While virtual time stands still, nothing comes: a wait for it, with `once` or `for await`, ends with `EDEADLK`.
   *
   * @param options.signal aborted before it is connected, the promise rejects with its reason
   * @throws HarnessError `ENETUNREACH` it is on no network
   * @throws NetworkError `ECONNREFUSED` and the like: the way to the device is closed
   */
  async connect(port: number, options: Pick<ForwardOptions, "signal"> = {}): Promise<Socket> {
    checkGiven("connect", options, { signal: rules.signal });
    const socket = await this.#connections.open(port, this.called, options.signal);
    if (this.#time !== undefined) {
      failWhileStill(socket, this.#time.cosimulation, `${this.info.name}:${port}`);
    }
    return socket;
  }

  /**
   * In virtual time that does not go on by itself: lets exactly so much of it pass, on the whole network, and what is due at its end
   * happen. A device that computes then goes on until it waits for something.
   *
   * @param duration milliseconds, or as in `"90s"`
   * @param options.signal aborted, the promise rejects with its reason; time that has passed by then has passed
   * @throws UsageError `EINVAL` it is no duration; `ENOTSUP` the device's time goes on by itself
   * @throws NetworkError `ENETDOWN` the device's network was closed, before or meanwhile
   * @throws TimeError `ETIMEDOUT` a device computes for a minute of this host's time without waiting for anything
   */
  advance(duration: Duration, options: TimeOptions = {}): Promise<void> {
    return attempt(() => this.#virtualTime("advance").cosimulation.advance(duration, options));
  }

  /**
   * Milliseconds in the device's own time, as its `performance.now()` has them.
   *
   * @throws UsageError `ENOTSUP` the device's time goes on by itself
   */
  now(): number {
    return this.#virtualTime("now").now();
  }

  /**
   * How many instructions the device has executed, while time stands still.
   *
   * @throws UsageError `ENOTSUP` the device's time goes on by itself
   */
  async instructions(): Promise<number> {
    this.#virtualTime("instructions");
    const { stepper } = this.#machine;
    return stepper === undefined ? 0 : await named(this.called, stepper.instructions());
  }

  /**
   * Freezes the device between two instructions; in virtual time that does not go on by itself, the whole network once each device
   * waits for something.
   *
   * @param options.signal aborted, the promise rejects with its reason; the device is frozen all the same as soon as it can be
   * @throws HarnessError `ENOTSUP` a board at a serial port
   */
  pause(options: TimeOptions = {}): Promise<void> {
    return attempt(() => {
      checkTimeOptions("pause", options);
      return unlessAborted(named(this.called, this.#machine.control.pause()), options.signal);
    });
  }

  /** Lets it go on. */
  resume(): Promise<void> {
    return named(this.called, this.#machine.control.resume());
  }

  /**
   * Bytes of its memory, which it does not notice.
   *
   * @throws HarnessError `ENOTSUP` a board at a serial port
   */
  readMemory(address: number, length: number): Promise<Buffer> {
    return named(this.called, this.#machine.control.readMemory(address, length));
  }

  /**
   * Ends the device as if its power was cut; resolves when nothing of it is left.
   *
   * @param message what the diagnosis says
   */
  async stop(message?: string): Promise<Exit> {
    await this.#session.stop(message);
    this.#connections.close();
    return this.ended;
  }

  /** Ends the device, as {@link stop}. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop("its scope was left");
  }

  /** @internal What messages call it. */
  get called(): string {
    return called(this.info, this.#port);
  }

  #virtualTime(what: string): DeviceTime {
    if (this.#time === undefined) {
      const how = 'boot it with { time: "virtual", paused: true }, or on VirtualNetwork.create({ time: "virtual" })';
      const message = `${what} needs a device whose time does not go on by itself, and that of ${this.called} does: ${how}`;
      throw new UsageError(message, { code: "ENOTSUP" });
    }
    return this.#time;
  }

  #joined(what: string): NetworkPort {
    if (this.#port === undefined) {
      throw new HarnessError(`${this.called} has no ${what}: it is on no network`, {
        code: "ENETUNREACH",
        exitCode: 64,
      });
    }
    return this.#port;
  }
}

/** With it, and the same frames, the same faults happen again. */
function seedOf(port: NetworkPort | undefined): string {
  return port?.seed === undefined ? "" : `The network's seed is ${port.seed}.`;
}
