/** Events. */
import test from "ava";
import "../support/install.ts";
import { AbortController } from "../../../ts-runtime/src/globals/abort.ts";
import { Event } from "../../../ts-runtime/src/globals/event.ts";
import { EventTarget } from "../../../ts-runtime/src/globals/event-target.ts";

test("listeners are called in order, each once, with the event and its target", (t) => {
  const target = new EventTarget();
  const calls: string[] = [];
  const listener = (event: Event): void => void calls.push(`function ${event.target === target}`);
  target.addEventListener("ping", listener);
  target.addEventListener("ping", listener);
  target.addEventListener("ping", { handleEvent: (event) => void calls.push(`object ${event.type}`) });
  target.addEventListener("pong", () => t.fail());
  target.addEventListener("ping", null);
  t.true(target.dispatchEvent(new Event("ping")));
  t.deepEqual(calls, ["function true", "object ping"]);
});

test("once, signal and removal during the dispatch", (t) => {
  const target = new EventTarget();
  const controller = new AbortController();
  const calls: string[] = [];
  target.addEventListener("ping", () => calls.push("once"), { once: true });
  target.addEventListener("ping", () => calls.push("signal"), { signal: controller.signal });
  const removed = (): void => t.fail();
  target.addEventListener("ping", () => target.removeEventListener("ping", removed));
  target.addEventListener("ping", removed);
  target.dispatchEvent(new Event("ping"));
  controller.abort();
  target.dispatchEvent(new Event("ping"));
  t.deepEqual(calls, ["once", "signal"]);
});

test("a passive listener prevents nothing", (t) => {
  const target = new EventTarget();
  target.addEventListener("ping", (event) => event.preventDefault(), { passive: true });
  t.true(target.dispatchEvent(new Event("ping", { cancelable: true })));
  target.addEventListener("ping", (event) => event.preventDefault());
  t.false(target.dispatchEvent(new Event("ping", { cancelable: true })));
});

test("a listener with capture is another one", (t) => {
  const target = new EventTarget();
  let calls = 0;
  const listener = (): void => void calls++;
  target.addEventListener("ping", listener, true);
  target.addEventListener("ping", listener);
  target.dispatchEvent(new Event("ping"));
  target.removeEventListener("ping", listener, { capture: true });
  target.dispatchEvent(new Event("ping"));
  t.is(calls, 3);
});

test("an event has a current target while it is dispatched, and is dispatched once at a time", (t) => {
  const target = new EventTarget();
  const event = new Event("ping");
  const seen: unknown[] = [];
  target.addEventListener("ping", ({ currentTarget }) => {
    seen.push(currentTarget);
    t.throws(() => target.dispatchEvent(event), { name: "InvalidStateError" });
    event.stopImmediatePropagation();
  });
  target.addEventListener("ping", () => seen.push("second"));
  target.dispatchEvent(event);
  t.is(event.currentTarget, null);
  t.is(event.target, target);
  target.dispatchEvent(event);
  t.deepEqual(seen, [target, target]);
  t.throws(() => target.dispatchEvent({ type: "ping" } as Event), { name: "TypeError" });
});

test("one that is removed and added again during the dispatch waits for the next", (t) => {
  const target = new EventTarget();
  const calls: string[] = [];
  const again = (): void => void calls.push("again");
  target.addEventListener("ping", () => {
    target.removeEventListener("ping", again);
    target.addEventListener("ping", again);
  });
  target.addEventListener("ping", again);
  target.dispatchEvent(new Event("ping"));
  t.deepEqual(calls, []);
});

test("preventDefault and stopImmediatePropagation", (t) => {
  const target = new EventTarget();
  target.addEventListener("ping", (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  });
  target.addEventListener("ping", () => t.fail());
  t.false(target.dispatchEvent(new Event("ping", { cancelable: true })));
  t.true(target.dispatchEvent(new Event("ping")));
});
