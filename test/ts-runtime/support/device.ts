/** What the runtime's tests share: the runtime on a fake host, and what drives it. */
import type { ExecutionContext } from "ava";
import { runJobs } from "./fake-host.ts";
import { fake } from "./install.ts";

export { AbortController, AbortSignal } from "../../../ts-runtime/src/globals/abort.ts";
export { Event } from "../../../ts-runtime/src/globals/event.ts";
export { EventTarget } from "../../../ts-runtime/src/globals/event-target.ts";
export * from "../../../ts-runtime/src/index.ts";
export { silent } from "./fake-network.ts";
export { fake };

/** Runs the device until a promise is settled. Fails where it never will be: nothing is pending any more. */
export async function drive<T>(promise: PromiseLike<T>): Promise<T> {
  let settled = false;
  const watched = Promise.resolve(promise).finally(() => {
    settled = true;
  });
  watched.catch(() => {});
  for (;;) {
    await runJobs();
    if (settled) {
      return watched;
    }
    if (!(await fake.turn())) {
      throw new Error("the program ended: nothing is pending");
    }
  }
}

/** Runs the device until nothing is pending, as a program's end. */
export async function driveToEnd(): Promise<void> {
  do {
    await runJobs();
  } while (await fake.turn());
}

/** Whether a promise is settled by now, without a turn of the device. */
export async function isSettled(promise: PromiseLike<unknown>): Promise<boolean> {
  let settled = false;
  const note = (): void => {
    settled = true;
  };
  Promise.resolve(promise).then(note, note);
  await runJobs();
  return settled;
}

/** After each test: everything was given back, once. */
export function nothingIsLeft(t: ExecutionContext): void {
  t.deepEqual(fake.network.violations.splice(0), []);
  t.is(fake.network.open, 0, "open sockets");
  t.is(fake.registered, 0, "sockets in the reactor");
  t.is(fake.timers.pending, 0, "timers that are set");
  t.is(fake.pending, 0, "what is pending");
}

export const bytes = (text: string): Uint8Array => Buffer.from(text);
export const text = (data: Uint8Array): string => Buffer.from(data).toString();
