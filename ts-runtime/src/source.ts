import { defaults } from "./defaults.ts";
import { promiseFor } from "./deferred.ts";
import { EBADF } from "./errno.ts";
import { type SocketOwner, setSocketOwner } from "./events.ts";
import { creationFailure, failure } from "./failure.ts";
import { noteFreedSocket } from "./freed.ts";
import {
  hostArm,
  hostClose,
  hostDeregister,
  hostDisarm,
  hostNonBlocking,
  hostRegister,
  hostSettle,
  hostTakeRead,
} from "./host-binding.ts";
import { IoError } from "./io-error.ts";
import { duePolls, Poll, runDuePolls } from "./readiness.ts";
import { type AbortSignalLike, onAbort } from "./signal.ts";
import { reclaimedRead } from "./stream-waiters.ts";
import { READABLE, type Waiter, WRITABLE } from "./waiter.ts";
import { advance, append, find, type WaiterList, without } from "./waiter-list.ts";

const consumes = (waiter: Waiter): boolean => waiter.consumes;
const isPoll = (waiter: Waiter): boolean => waiter instanceof Poll;

/**
 * A descriptor in the reactor's table, and who waits for it. A direction is armed exactly while somebody waits for it.
 * Fields are plain ones: `#private` would be lowered to a WeakMap, which costs a look-up for each use.
 */
export class Source implements SocketOwner {
  /** -1 once closed: every host call answers EBADF then. */
  protected fd: number;
  protected handle: number;
  protected readers: WaiterList = null;
  protected writers: WaiterList = null;
  /** What a read that may wait in the host reads into. */
  declare protected reading: Uint8Array | undefined;

  /** @throws IoError `EBADF`, `ERANGE`, `EEXIST`, `EMFILE`; the descriptor still is the caller's then */
  constructor(fd: number) {
    const handle = hostRegister(fd);
    if (handle < 0) {
      throw creationFailure("register", handle, `descriptor ${fd}`);
    }
    const result = hostNonBlocking(fd);
    if (result < 0) {
      hostDeregister(handle);
      throw new IoError("fcntl", result, `descriptor ${fd}`);
    }
    this.fd = fd;
    this.handle = handle;
    setSocketOwner(handle, this);
  }

  /** Closes the descriptor; what is pending rejects with `EBADF`. Closing twice does nothing. */
  close(): void {
    const fd = this.fd;
    if (fd >= 0) {
      this.release();
      hostClose(fd);
    }
  }

  /** @internal The reactor's event. Interest is one-shot, so who waits on has to be armed again. */
  ready(bits: number): void {
    const reader = this.readers;
    if (bits !== READABLE || reader === null || reader.next !== null) {
      this.readyFor(bits);
    } else if (reader.attempt(this.fd)) {
      // One reader that waits alone is what nearly every event is for.
      this.readers = null;
      reader.waits = false;
      if (reader.forget !== undefined) {
        reader.left();
      }
      if (duePolls.length > 0) {
        runDuePolls();
      }
    } else {
      hostArm(this.handle, READABLE);
    }
  }

  private readyFor(bits: number): void {
    if ((bits & READABLE) !== 0) {
      this.readers = advance(this.readers, this.fd);
      if (this.readers !== null) {
        hostArm(this.handle, READABLE);
      }
    }
    if ((bits & WRITABLE) !== 0) {
      this.writers = advance(this.writers, this.fd);
      if (this.writers !== null) {
        hostArm(this.handle, WRITABLE);
      }
    }
    if (duePolls.length > 0) {
      runDuePolls();
    }
  }

  /** @internal The host's event: what a read that waited there has met. */
  readFailed(errno: number): void {
    const promise = hostTakeRead(this.handle);
    if (promise !== undefined) {
      hostSettle(promise, failure("read", -errno, this.fd), 1);
    }
  }

  /** Takes over a read that waits in the host, before another operation looks at who waits for the same direction. */
  protected reclaimRead(): void {
    const { reading } = this;
    const promise = reading === undefined ? undefined : hostTakeRead(this.handle);
    this.reading = undefined;
    if (reading !== undefined && promise !== undefined) {
      this.readers = reclaimedRead(reading, promise);
    }
  }

  /** Whether an operation would overtake one that waits for the same direction. */
  protected mustQueue(interest: number): boolean {
    const list = this.list(interest);
    return list !== null && find(list, consumes) !== null;
  }

  /** Puts an operation behind those that wait. */
  protected wait<R>(interest: number, waiter: Waiter<R>, signal: AbortSignalLike | undefined): Promise<R> {
    if (interest === READABLE) {
      this.reclaimRead();
    }
    const promise = promiseFor(waiter);
    if (signal?.aborted) {
      waiter.fail(signal.reason);
      return promise;
    }
    const result = this.enlist(interest, waiter);
    if (result < 0) {
      waiter.fail(new IoError(waiter.syscall, result));
    } else if (signal !== undefined) {
      waiter.forget = onAbort(signal, (reason) => {
        this.remove(interest, waiter);
        waiter.fail(reason);
      });
    }
    return promise;
  }

  /** The latest callback wins. @returns cancels it */
  protected poll(interest: number, callback: () => void): () => void {
    if (interest === READABLE) {
      this.reclaimRead();
    }
    const earlier = find(this.list(interest), isPoll);
    const poll = new Poll(callback);
    const result = this.enlist(interest, poll);
    if (result < 0) {
      throw new IoError(poll.syscall, result);
    }
    if (earlier !== null) {
      this.remove(interest, earlier);
    }
    return () => {
      poll.drop();
      this.remove(interest, poll);
    };
  }

  /** Takes the descriptor out of the table and lets go of it. */
  protected release(): void {
    this.reclaimRead();
    const { handle, readers, writers } = this;
    this.fd = -1;
    this.handle = 0;
    this.readers = null;
    this.writers = null;
    hostDeregister(handle);
    setSocketOwner(handle, undefined);
    failAll(readers);
    failAll(writers);
    // Who waits for that goes on in a job, when the descriptor is closed too.
    noteFreedSocket();
  }

  private list(interest: number): WaiterList {
    return interest === READABLE ? this.readers : this.writers;
  }

  private setList(interest: number, list: WaiterList): void {
    if (interest === READABLE) {
      this.readers = list;
    } else {
      this.writers = list;
    }
  }

  /** Arms the reactor for the first. Returns 0 or the host's negative code. */
  private enlist(interest: number, waiter: Waiter): number {
    const list = this.list(interest);
    const result = list === null ? hostArm(this.handle, interest) : 0;
    if (result >= 0) {
      waiter.waits = true;
      this.setList(interest, append(list, waiter));
    }
    return result;
  }

  /** Takes one out, and the interest with the last. */
  private remove(interest: number, waiter: Waiter): void {
    const list = this.list(interest);
    if (list === null) {
      return;
    }
    const rest = without(list, waiter);
    this.setList(interest, rest);
    if (rest === null) {
      hostDisarm(this.handle, interest);
    }
    waiter.left();
  }
}

defaults(Source, { reading: undefined });

function failAll(list: WaiterList): void {
  for (let waiter = list; waiter !== null; ) {
    const { next } = waiter;
    waiter.left();
    waiter.fail(new IoError(waiter.syscall, EBADF));
    waiter = next;
  }
}
