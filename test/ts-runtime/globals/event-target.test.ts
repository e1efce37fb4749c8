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
