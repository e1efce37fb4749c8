/** What a timer does: see {@link Host.timerStart}. */
export type TimerTarget = ((...args: never[]) => unknown) | Promise<unknown>;

/**
 * What the firmware gives to the program: the one object through which TypeScript reaches C. Its C side is
 * `firmware/app/operations/host_calls.c`. No call throws and none blocks; a negative result is a negated POSIX errno, numbered as in
 * `errno.ts`. All are made on the JavaScript thread.
 */
export interface Host {
  /**
   * Prints text on the console as it is (the caller adds line ends). Waits while the console's buffer is full. `stream` 1 is stdout, 2
   * stderr; default 1.
   */
  write(text: string, stream?: number): void;
  /** Prints a record for the harness: `json` is one JSON object without line ends, any length. */
  record(json: string): void;
  /** Ends the program at once. Does not return. */
  exit(code: number): void;
  /** The program's arguments, a JSON array of strings. */
  args(): string;
  /** What the firmware is, a JSON object: see `system.ts`. */
  system(): string;
  /** Microseconds since boot, with a fraction where the clock is finer. Monotonic, never below a deadline that came out due. */
  now(): number;
  /** Milliseconds since 1970 at boot, or 0 where it is unknown. */
  epoch(): number;
  /** A figure of the firmware by its name, see `memory.ts`; `NaN` where there is no such figure. */
  figure(name: string): number;
  /**
   * Fills bytes with random ones: 0, -EFAULT, or -ENOTSUP: there is neither an entropy driver nor a seed. Another code is the driver's. See
   * entropy.h.
   */
  random(bytes: Uint8Array): number;
  /** Runs the engine's garbage collector. */
  collect(): void;
  /**
   * Objects that have this prototype, and no `then` of their own, are awaited by calling `method` of them, which returns a promise. At most
   * one prototype. QuickJS-ng calls their `then`, as ever.
   */
  awaitBy(prototype: object, method: () => Promise<unknown>): void;
  /**
   * Whom to tell of events: kind 0, a socket is ready (`handle` from `register`, `bits` of READABLE and WRITABLE); kind 2, a look-up ended (`handle` from `lookup`); kind 3, a read that waited has
   * failed (`handle` from `register`, `bits` is the positive errno). Jobs are run after each call.
   * No event comes for what was deregistered, disarmed or cancelled. A handle's 8 low bits number its slot, which no other of its
   * kind has at that time.
   */
  onEvent(handler: (kind: number, handle: number, bits: number) => void): void;

  /** A new non-blocking socket's descriptor. `family` 4 or 6; `type` 1 stream, 2 datagram. */
  socket(family: number, type: number): number;
  /** Sets a descriptor to non-blocking. */
  nonBlocking(fd: number): number;
  close(fd: number): number;
  /** `address` is numeric ("192.0.2.1", "::1"); -EINVAL where `family` says that it is not. Sets SO_REUSEADDR on a stream socket first. */
  bind(fd: number, address: string, port: number): number;
  listen(fd: number, backlog: number): number;
  /**
   * 0, or -EINPROGRESS: it ended once the socket is writable, `socketError` says how. -EADDRNOTAVAIL, -ENETUNREACH: nothing may be
   * sent there, and nothing was.
   */
  connect(fd: number, address: string, port: number): number;
  /** The new descriptor, non-blocking; the peer is in `lastAddress` and `lastPort`. */
  accept(fd: number): number;
  /**
   * Reads into the caller's buffer. -EFAULT, here and in all that takes bytes: it is none, or was detached. `flags`: 1 peek, 2 note the sender for `lastAddress` and `lastPort`.
   * 0 at the end of a stream; a datagram longer than the buffer is cut.
   */
  receive(fd: number, buffer: Uint8Array, flags: number): number;
  /**
   * Reads into the caller's buffer, or waits until it can: how many bytes, a promise for that, or a negative code. `handle` is the
   * descriptor's in the reactor. One read of a socket waits at a time, and nobody else reads from it meanwhile (-EALREADY); where it
   * fails `onEvent` hears of it, and the promise is left to {@link takeRead}.
   */
  read(handle: number, fd: number, buffer: Uint8Array): number | Promise<number>;
  /** Ends the wait of a read: its promise, which the host does not settle any more; undefined where none waits. */
  takeRead(handle: number): Promise<number> | undefined;
  /** Settles a promise of {@link takeRead} or {@link promise}. `rejected`: 0 or 1. */
  settle(promise: Promise<unknown>, result: unknown, rejected: number): void;
  send(fd: number, bytes: Uint8Array): number;
  /** Sends all bytes, 0; or only so many, a positive number; or none, a negative code. */
  sendAll(fd: number, bytes: Uint8Array): number;
  sendTo(fd: number, bytes: Uint8Array, address: string, port: number): number;
  /** `how`: 0 read, 1 write, 2 both. */
  shutdown(fd: number, how: number): number;
  /** Takes and clears SO_ERROR: 0 or a positive errno; negative where the descriptor is bad. */
  socketError(fd: number): number;
  setNoDelay(fd: number, on: number): number;
  /** 1, 0, or negative. */
  noDelay(fd: number): number;
  /** An option of `socket-options.ts` by its number: its value; with `value` it is set, 0. -ENOPROTOOPT: this kernel has no such option. */
  option(fd: number, option: number, value?: number): number;
  /** Whether a socket may send to broadcast addresses, 1 or 0; with `on` it is set. Otherwise sending there is -EACCES. */
  broadcast(fd: number, on?: number): number;
  /** Puts the local address into `lastAddress` and `lastPort`. */
  localAddress(fd: number): number;
  /** Puts the peer's address into `lastAddress` and `lastPort`. */
  peerAddress(fd: number): number;
  /** The address of the last call that says so, numeric. */
  lastAddress(): string;
  lastPort(): number;

  /** Puts a descriptor into the reactor's table: its handle (> 0), -EBADF, -ERANGE, -EEXIST, -EMFILE. See aio/reactor.h. */
  register(fd: number): number;
  deregister(handle: number): number;
  /** Asks for one event when ready. `interest` of READABLE (1) and WRITABLE (2). */
  arm(handle: number, interest: number): number;
  disarm(handle: number, interest: number): number;

  /**
   * Sets a timer: its handle (> 0), 0 where it never comes, or -ENOMEM. When it is due `target` is called with `argument`, as
   * `this` too (with neither where that is undefined), or, a promise of {@link promise}, resolved with it. See aio/timers.h.
   *
   * @param deadline microseconds on the clock of `now`
   * @param kind 0: it is given back right before that. 1: it is not; `target` sets it again with {@link timerMove}, or stops it.
   *   2: as 0, and -EINVAL where `target` is a function other than the engine's that resolve a promise, which throw nothing
   */
  timerStart(deadline: number, target: TimerTarget, argument: unknown, kind: 0 | 1 | 2): number;
  /** As {@link timerStart}. @param milliseconds from now: 0, negative and NaN are now, Infinity is never */
  timerStartIn(milliseconds: number, target: TimerTarget, argument: unknown, kind: 0 | 1 | 2): number;
  /** Moves a timer's deadline, which comes; 0, or -EBADF where it was due or stopped already. */
  timerMove(handle: number, deadline: number, argument: unknown): number;
  /** Gives a timer another target at the same deadline; 0 or -EBADF. */
  timerRetarget(handle: number, target: TimerTarget, argument: unknown): number;
  /** 1, or 0 where it was due or stopped already. */
  timerExists(handle: number): number;
  /** It is not due any more, and given back; 0 or -EBADF. */
  timerStop(handle: number): number;
  /**
   * How far the timers have got, in microseconds: one whose deadline is not after this has been due. Does not change while a function of
   * the program runs; in each turn it is later than in the one before.
   */
  timersReached(): number;
  /** A promise for {@link timerStart} and {@link settle}. */
  promise<T>(): Promise<T>;

  /** Which family a numeric address is of, 4 or 6; 0 where the text is a name, -EINVAL where it is neither. See address_text.h. */
  family(address: string): number;
  /** Starts a look-up: its handle (> 0), -EAGAIN, -ENAMETOOLONG. `family` 4, 6, or 0 for either. See aio/resolver.h. */
  lookup(host: string, family: number): number;
  /** After the event: 0, and the address in `lastAddress`; or a negative errno. */
  lookupResult(handle: number): number;
  lookupCancel(handle: number): number;
}
