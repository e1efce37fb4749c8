import type { Host } from "../../../ts-runtime/src/host.ts";
import { READABLE } from "../../../ts-runtime/src/waiter.ts";
import { FakeNetwork } from "./fake-network.ts";
import { FakeReads } from "./fake-reads.ts";
import { FakeTimers } from "./fake-timers.ts";

const EBADF = 9;
const EAGAIN = 11;
const ENOENT = 2;
const ETIMEDOUT = 116;
const EEXIST = 17;
const ERANGE = 34;
const EMFILE = 24;
const FD_SETSIZE = 1024;

type Handler = Parameters<Host["onEvent"]>[0];

interface Lookup {
  name: string;
  ended: boolean;
}

/** Thrown out of `exit`, which on a device does not return. */
export class Exited extends Error {
  readonly code: number;
  constructor(code: number) {
    super(`exit(${code})`);
    this.code = code;
  }
}

/**
 * A host in memory: deterministic, with a clock that only moves from one deadline to the next. Its rules are those of
 * `host.ts`: interest is one-shot, and what was disarmed or cleared does not come any more.
 */
export class FakeHost {
  readonly network = new FakeNetwork();
  readonly #reads = new FakeReads(this.network);
  readonly timers = new FakeTimers((promise, result) => this.#reads.settle(promise, result, 0));
  /** Names that a look-up finds, and their addresses; `undefined` stands for one that never answers. */
  readonly names = new Map<string, string | undefined>([
    ["localhost", "127.0.0.1"],
    ["::1", "::1"],
    ["192.0.2.7", "192.0.2.7"],
  ]);
  lookupCapacity = 4;
  /** How the next calls of `random` end; 0 fills with 255, 254, and so on. */
  randomResult = 0;
  output = "";
  /** The part of the output that is for stderr. */
  errors = "";
  readonly records: string[] = [];
  /** How often each host call was made since the last {@link forget}. */
  calls: Partial<Record<keyof Host, number>> = {};
  readonly host: Host = this.#counted(this.#implementation());
  #handler: Handler = () => {};
  readonly #registered = new Map<number, { fd: number; armed: number }>();
  readonly #lookups = new Map<number, Lookup>();
  #nextHandle = 0x10001;

  /** How many sockets are in the reactor's table. */
  get registered(): number {
    return this.#registered.size;
  }

  /** Interest that is armed, of all sockets. */
  get armed(): number[] {
    return [...this.#registered.values()].map(({ armed }) => armed).filter((armed) => armed !== 0);
  }

  /** What could still wake the program, as aio_pending() counts it. */
  get pending(): number {
    return this.timers.pending + this.armed.length + [...this.#lookups.values()].filter((l) => !l.ended).length;
  }

  /** Hands out the events of one turn. Returns false where nothing will ever come. */
  async turn(): Promise<boolean> {
    const sockets = this.#readySockets();
    const found = [...this.#lookups].filter(
      ([, { name, ended }]) => !ended && (!this.names.has(name) || this.names.get(name)),
    );
    if (sockets.length === 0 && found.length === 0) {
      if (this.timers.pending === 0) {
        return false;
      }
      this.timers.clock = Math.max(this.timers.clock, this.timers.earliest);
    }
    const began = this.timers.begin();
    for (const handle of sockets) {
      await this.#report(handle);
    }
    for (const [handle, lookup] of found) {
      if (this.#lookups.has(handle)) {
        lookup.ended = true;
        await this.#dispatch(2, handle, 0);
      }
    }
    for (let handle = this.timers.take(began); handle !== 0; handle = this.timers.take(began)) {
      this.timers.fire(handle);
      await runJobs();
    }
    return true;
  }

  forget(): void {
    this.calls = {};
    this.output = "";
    this.errors = "";
  }

  #readySockets(): number[] {
    return [...this.#registered]
      .filter(([, { fd, armed }]) => (armed & this.network.readiness(fd)) !== 0)
      .map(([handle]) => handle);
  }

  async #report(handle: number): Promise<void> {
    const entry = this.#registered.get(handle);
    // An earlier callback of this turn may have closed it, or taken its interest back.
    const bits = entry === undefined ? 0 : entry.armed & this.network.readiness(entry.fd);
    if (entry !== undefined && bits !== 0) {
      entry.armed &= ~bits;
      const left = this.#reads.advance(handle, bits, () => {
        entry.armed |= READABLE;
        return 0;
      });
      if (left.errno !== 0) {
        this.#handler(3, handle, left.errno);
      }
      if (left.bits !== 0) {
        this.#handler(0, handle, left.bits);
      }
      await runJobs();
    }
  }

  async #dispatch(kind: number, handle: number, bits: number): Promise<void> {
    this.#handler(kind, handle, bits);
    await runJobs();
  }

  #counted(host: Host): Host {
    const counted: Record<string, unknown> = {};
    for (const [name, call] of Object.entries(host) as [keyof Host, (...args: unknown[]) => unknown][]) {
      counted[name] = (...args: unknown[]) => {
        this.calls[name] = (this.calls[name] ?? 0) + 1;
        return call(...args);
      };
    }
    return counted as unknown as Host;
  }

  #implementation(): Host {
    return { ...this.#program(), ...this.#sockets(), ...this.#reactor(), ...this.#waits() };
  }

  #program() {
    return {
      write: (text: string, stream = 1): void => {
        this.output += text;
        this.errors += stream === 2 ? text : "";
      },
      record: (json: string): void => {
        this.records.push(json);
      },
      exit: (code: number): void => {
        throw new Exited(code);
      },
      args: () => '["one","two"]',
      system: () => '{"kernel":"zephyr","engine":"quickjs","board":"mps2_an385","version":"1.2.3"}',
      now: () => this.timers.clock,
      epoch: () => 0,
      figure: (name: string) => ({ "heap.used": 10, "heap.peak": 20, "heap.total": 30 })[name] ?? Number.NaN,
      random: (bytes: Uint8Array): number => {
        if (this.randomResult === 0) {
          bytes.forEach((_, at) => {
            bytes[at] = at ^ 0xff;
          });
        }
        return this.randomResult;
      },
      collect: (): void => {},
      awaitBy: (): void => {},
      onEvent: (handler: Handler): void => {
        this.#handler = handler;
      },
    };
  }

  #sockets() {
    const { network } = this;
    return {
      socket: (_family: number, type: number) => network.socket(type),
      nonBlocking: (fd: number) => (network.exists(fd) ? 0 : -EBADF),
      close: (fd: number) => network.close(fd),
      bind: (fd: number, address: string, port: number) => network.bind(fd, address, port),
      listen: (fd: number) => network.listen(fd),
      connect: (fd: number, address: string, port: number) => network.connect(fd, address, port),
      accept: (fd: number) => network.accept(fd),
      receive: (fd: number, buffer: Uint8Array, flags: number) => network.receive(fd, buffer, flags),
      send: (fd: number, bytes: Uint8Array) => network.send(fd, bytes),
      sendAll: (fd: number, bytes: Uint8Array) => {
        const count = network.send(fd, bytes);
        return count === bytes.length ? 0 : count;
      },
      sendTo: (fd: number, bytes: Uint8Array, address: string, port: number) =>
        network.sendTo(fd, bytes, address, port),
      shutdown: (fd: number, how: number) => network.shutdown(fd, how),
      socketError: (fd: number) => network.socketError(fd),
      setNoDelay: (fd: number, on: number) => network.noDelay(fd, on),
      noDelay: (fd: number) => network.noDelay(fd),
      // Of options this host has none: test/device/options.device.ts is about them.
      option: () => -109,
      broadcast: () => -109,
      localAddress: (fd: number) => network.localAddress(fd),
      peerAddress: (fd: number) => network.peerAddress(fd),
      lastAddress: () => network.last.address,
      lastPort: () => network.last.port,
    };
  }

  #reactor() {
    const entry = (handle: number, use: (entry: { fd: number; armed: number }) => void) => {
      const found = this.#registered.get(handle);
      if (found === undefined) {
        return -EBADF;
      }
      use(found);
      return 0;
    };
    return {
      register: (fd: number) => {
        if (fd < 0) {
          return -EBADF;
        }
        if (fd >= FD_SETSIZE) {
          return -ERANGE;
        }
        if ([...this.#registered.values()].some((other) => other.fd === fd)) {
          return -EEXIST;
        }
        if (this.#registered.size >= this.network.capacity) {
          return -EMFILE;
        }
        const handle = this.#nextHandle++;
        this.#registered.set(handle, { fd, armed: 0 });
        return handle;
      },
      read: (handle: number, fd: number, buffer: Uint8Array) =>
        this.#reads.read(handle, fd, buffer, () =>
          entry(handle, (found) => {
            found.armed |= READABLE;
          }),
        ),
      takeRead: (handle: number) => this.#reads.takeRead(handle),
      settle: (promise: Promise<unknown>, result: unknown, rejected: number): void =>
        this.#reads.settle(promise, result, rejected),
      deregister: (handle: number) => {
        this.#reads.forget(handle);
        if (!this.#registered.delete(handle)) {
          this.network.violations.push(`deregister(${handle}): no such handle`);
          return -EBADF;
        }
        return 0;
      },
      arm: (handle: number, interest: number) =>
        entry(handle, (found) => {
          found.armed |= interest;
        }),
      disarm: (handle: number, interest: number) =>
        entry(handle, (found) => {
          found.armed &= ~interest;
        }),
    };
  }

  #waits() {
    const { timers } = this;
    return {
      timerStart: timers.start.bind(timers),
      timerStartIn: timers.startIn.bind(timers),
      timerMove: timers.move.bind(timers),
      timerRetarget: timers.retarget.bind(timers),
      timerExists: timers.exists.bind(timers),
      timersReached: () => timers.reached,
      timerStop: timers.stop.bind(timers),
      promise: () => this.#reads.promise<never>(),
      family: (address: string) => (address.includes(":") ? 6 : /^[\d.]+$/.test(address) ? 4 : 0),
      lookup: (name: string) => {
        if (this.#lookups.size >= this.lookupCapacity) {
          return -EAGAIN;
        }
        const handle = this.#nextHandle++;
        this.#lookups.set(handle, { name, ended: false });
        return handle;
      },
      lookupResult: (handle: number) => {
        const name = this.#lookups.get(handle)?.name;
        this.#lookups.delete(handle);
        if (name === undefined) {
          return -EBADF;
        }
        const address = this.names.get(name);
        this.network.last = { address: address ?? "", port: 0 };
        return address === undefined ? (this.names.has(name) ? -ETIMEDOUT : -ENOENT) : 0;
      },
      lookupCancel: (handle: number) => (this.#lookups.delete(handle) ? 0 : -EBADF),
    };
  }
}

/** Lets every promise job run that is queued, and those that they queue. */
export function runJobs(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
