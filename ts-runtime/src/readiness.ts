import { Waiter } from "./waiter.ts";

/** Waits for readiness itself and takes nothing: all of one direction are woken. */
export class Readiness extends Waiter<void> {
  get syscall(): string {
    return "wait";
  }

  override get consumes(): boolean {
    return false;
  }

  attempt(): boolean {
    this.resolve();
    return true;
  }
}

/** Callbacks that are due. They are the program's own code, so they are called when the walk over the list is over. */
export const duePolls: Poll[] = [];

/** A callback for readiness. */
export class Poll extends Readiness {
  callback: (() => void) | undefined;

  constructor(callback: () => void) {
    super();
    this.callback = callback;
  }

  override attempt(): boolean {
    duePolls.push(this);
    return true;
  }

  /** The socket was closed: nobody is told. */
  override fail(): void {
    this.drop();
  }

  /** The callback is not called any more. */
  drop(): void {
    this.callback = undefined;
  }
}

/** Calls the callbacks that are due, but for those that an earlier one has dropped. */
export function runDuePolls(): void {
  while (duePolls.length > 0) {
    const { callback } = duePolls.shift() as Poll;
    if (callback !== undefined) {
      callback();
    }
  }
}
