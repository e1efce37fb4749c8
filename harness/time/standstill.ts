import type { Socket } from "node:net";
import { TimeError } from "../base/time-error.ts";

/** Milliseconds of this host's time after which a wait while time stands still counts as one that nobody ends. */
const patience = 1_000;

/** What a {@link watchStandstill} needs of the time of a network. */
export interface StillTime {
  /** Whether time stands still. */
  readonly isHeld: boolean;
  /** How many milliseconds of this host's time anybody has wanted time to pass. */
  readonly wanted: number;
  /** Resolves when time stands still. */
  standstill(): Promise<void>;
}

/**
 * Tells once when a wait cannot end, as time has stood still for a second of this host's time and nobody wanted it to pass.
 *
 * @param isWaiting whether the wait is there still; one that is over ends the watch
 * @returns ends the watch
 */
export function watchStandstill(time: StillTime, isWaiting: () => boolean, tell: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const watch = () => {
    const { wanted } = time;
    timer = setTimeout(() => {
      if (!isOver && isWaiting()) {
        if (time.isHeld && time.wanted === wanted) {
          tell();
        } else {
          time.standstill().then(
            () => isOver || watch(),
            () => {},
          );
        }
      }
    }, patience).unref();
  };
  watch();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}

/** The error of a wait that cannot end. @param what is waited for, as in `the program's end` */
export function standstill(what: string): TimeError {
  return new TimeError(
    `${what} was waited for while virtual time stands still, so that it cannot come: let time pass meanwhile, with network.time.advance("1s") or ` +
      "device.advance, with resume(), or with expect",
    "EDEADLK",
  );
}

/** Destroys a socket to a device with `EDEADLK` when it is read from once, with `once` or `for await`, while time stands still. */
export function failWhileStill(socket: Socket, time: StillTime, name: string): void {
  let cancel = () => {};
  const isWaiting = () =>
    !socket.destroyed &&
    (socket.listenerCount("readable") > 0 || ["data", "end"].some((event) => socket.rawListeners(event).some(isOnce)));
  socket.on("newListener", (event) => {
    if (event === "data" || event === "end" || event === "readable") {
      cancel();
      cancel = watchStandstill(time, isWaiting, () => socket.destroy(standstill(`what ${name} sends`)));
    }
  });
  socket.once("close", () => cancel());
}

/** A promise that rejects with `EDEADLK` when it is awaited while time stands still. */
export function unlessStill<Value>(promise: Promise<Value>, time: StillTime, what: string): Promise<Value> {
  let isPending = true;
  const settled = () => {
    isPending = false;
  };
  promise.then(settled, settled);
  return new Awaited(promise, (reject) =>
    watchStandstill(
      time,
      () => isPending,
      () => reject(standstill(what)),
    ),
  );
}

/** Begins to watch when somebody awaits it: a promise that is only kept waits for nothing. */
class Awaited<Value> extends Promise<Value> {
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  readonly #begin: () => Promise<Value>;

  constructor(promise: Promise<Value>, watch: (reject: (error: Error) => void) => () => void) {
    super((resolve) => promise.then(resolve, () => {}));
    this.#begin = () =>
      new Promise((resolve, reject) => {
        const cancel = watch(reject);
        promise.then(resolve, reject).finally(cancel);
      });
  }

  // biome-ignore lint/suspicious/noThenProperty: what is awaited is told from what is kept by it.
  override then<One = Value, Other = never>(
    onFulfilled?: ((value: Value) => One | PromiseLike<One>) | null,
    onRejected?: ((reason: unknown) => Other | PromiseLike<Other>) | null,
  ): Promise<One | Other> {
    return this.#begin().then(onFulfilled, onRejected);
  }
}

/** `once` wraps its listeners in a function that has them. */
function isOnce(listener: unknown): boolean {
  return typeof (listener as { listener?: unknown }).listener === "function";
}
