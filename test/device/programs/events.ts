/**
 * Events and signals where Node.js follows the DOM standard: this program prints the same on a device and on Node.js. It imports
 * nothing, and waits with what both have.
 */
const later = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

let title = "";
const log = (...words: unknown[]): void => console.log(`${title}: ${words.map(String).join(" ")}`);
const cases: [title: string, run: () => void | Promise<void>][] = [];
const example = (name: string, run: () => void | Promise<void>): void => void cases.push([name, run]);
/** What a call throws, by its class or the standard's name. */
const thrown = (call: () => unknown): string => {
  try {
    return `returned ${String(call())}`;
  } catch (error) {
    return `threw ${(error as Error).name}`;
  }
};

example("order and identity", () => {
  const target = new EventTarget();
  const twice = (event: Event): void => log("function", event.target === target, event.currentTarget === target);
  const object = { name: "object", handleEvent: (event: Event) => log("object", event.type) };
  target.addEventListener("x", twice);
  target.addEventListener("x", twice);
  target.addEventListener("x", object);
  target.addEventListener("x", object);
  target.addEventListener("x", null);
  target.addEventListener("y", () => log("another type"));
  log(target.dispatchEvent(new Event("x")));
});

example("this", () => {
  const target = new EventTarget();
  target.addEventListener("x", function (this: unknown) {
    log("function", this === target);
  });
  const object = {
    handleEvent(): void {
      log("object", this === object);
    },
  };
  target.addEventListener("x", object);
  target.dispatchEvent(new Event("x"));
});

example("handleEvent is looked up when it is called", () => {
  const target = new EventTarget();
  const object = { handleEvent: () => log("first") };
  target.addEventListener("x", object);
  object.handleEvent = () => log("second");
  target.dispatchEvent(new Event("x"));
});

example("once", () => {
  const target = new EventTarget();
  const listener = (): void => {
    log("called");
    target.dispatchEvent(new Event("x"));
  };
  target.addEventListener("x", listener, { once: true });
  target.dispatchEvent(new Event("x"));
  target.dispatchEvent(new Event("x"));
  target.addEventListener("x", listener, { once: true });
  target.removeEventListener("x", listener);
  target.dispatchEvent(new Event("x"));
});

example("the same callback again, with other options", () => {
  const target = new EventTarget();
  const listener = (): void => log("called");
  target.addEventListener("x", listener);
  target.addEventListener("x", listener, { once: true, passive: true });
  target.dispatchEvent(new Event("x"));
  target.dispatchEvent(new Event("x"));
});

example("capture makes another listener", () => {
  const target = new EventTarget();
  const listener = (): void => log("called");
  target.addEventListener("x", listener, true);
  target.addEventListener("x", listener, { capture: true });
  target.addEventListener("x", listener);
  target.dispatchEvent(new Event("x"));
  target.removeEventListener("x", listener);
  target.removeEventListener("x", listener, { capture: true });
  target.dispatchEvent(new Event("x"));
});

example("removed during the dispatch", () => {
  const target = new EventTarget();
  const removed = (): void => log("must not be called");
  target.addEventListener("x", () => {
    log("first");
    target.removeEventListener("x", removed);
  });
  target.addEventListener("x", removed);
  target.addEventListener("x", () => log("last"));
  target.dispatchEvent(new Event("x"));
});

example("the signal of a listener", () => {
  const target = new EventTarget();
  const controller = new AbortController();
  const { signal } = controller;
  target.addEventListener("x", () => log("with a signal"), { signal });
  target.addEventListener("x", () => log("without"));
  target.dispatchEvent(new Event("x"));
  controller.abort();
  target.dispatchEvent(new Event("x"));
  target.addEventListener("x", () => log("must not be called"), { signal });
  target.dispatchEvent(new Event("x"));
});

example("a signal that is aborted during the dispatch", () => {
  const target = new EventTarget();
  const controller = new AbortController();
  const { signal } = controller;
  target.addEventListener("x", () => controller.abort(), { signal });
  target.addEventListener("x", () => log("must not be called"), { signal });
  target.addEventListener("x", () => log("called"));
  target.dispatchEvent(new Event("x"));
});

example("wrong arguments", () => {
  const target = new EventTarget();
  const wrong = (value: unknown): never => value as never;
  log(thrown(() => target.addEventListener("x", wrong(5))));
  log(thrown(() => target.addEventListener("x", () => {}, { signal: wrong(null) })));
  log(thrown(() => target.addEventListener("x", () => {}, { signal: wrong(5) })));
  log(thrown(() => target.dispatchEvent(wrong({ type: "x" }))));
  log(thrown(() => new (Event as unknown as new () => Event)()));
  log(thrown(() => new Event("x", wrong(5))));
  log(thrown(() => new (AbortSignal as unknown as new () => AbortSignal)()));
  log(thrown(() => AbortSignal.any(wrong([5]))));
});

example("an event's state", () => {
  const target = new EventTarget();
  const event = new Event("x", { cancelable: true });
  const state = (): void =>
    log(event.eventPhase, event.target === target, event.currentTarget === target, event.composedPath().length);
  state();
  target.addEventListener("x", () => {
    state();
    event.preventDefault();
    log(event.defaultPrevented, event.returnValue, event.isTrusted);
  });
  log(target.dispatchEvent(event));
  log(event.bubbles, event.cancelable, event.composed, Event.AT_TARGET, Event.BUBBLING_PHASE);
  log(new Event(undefined as never).type, new Event(null as never).type, typeof event.timeStamp);
});

example("prevented", () => {
  const target = new EventTarget();
  target.addEventListener("x", (event) => event.preventDefault());
  log(target.dispatchEvent(new Event("x")), target.dispatchEvent(new Event("x", { cancelable: true })));
  const event = new Event("y", { cancelable: true });
  event.preventDefault();
  log(target.dispatchEvent(event));
});

example("stopped", () => {
  const target = new EventTarget();
  const event = new Event("x");
  target.addEventListener("x", (seen) => {
    log("first");
    seen.stopImmediatePropagation();
  });
  target.addEventListener("x", () => log("must not be called"));
  target.dispatchEvent(event);
});

example("a class of one's own", () => {
  class Bus extends EventTarget {
    entries = 1;
    listeners = 2;
    find = 3;
    dispatch = 4;
  }
  class Told extends Event {
    stopped = "mine";
    passive = "mine too";
    readonly detail: string;
    constructor(detail: string) {
      super("told");
      this.detail = detail;
    }
  }
  const bus = new Bus();
  bus.addEventListener("told", (event) => log((event as Told).detail, (event as Told).stopped, event instanceof Event));
  bus.dispatchEvent(new Told("news"));
  log(Object.keys(bus).join(), Object.keys(new EventTarget()).length);
});

example("abort", () => {
  const controller = new AbortController();
  const { signal } = controller;
  log(signal.aborted, signal.reason);
  signal.addEventListener("abort", (event) => {
    log("listener", signal.aborted, event.isTrusted, event.target === signal, event.bubbles, event.cancelable);
    controller.abort("again");
  });
  controller.abort("first");
  controller.abort("second");
  signal.addEventListener("abort", () => log("must not be called"));
  log(
    signal.reason,
    thrown(() => signal.throwIfAborted()),
  );
});

example("reasons", () => {
  log((AbortSignal.abort().reason as Error).name, AbortSignal.abort(null).reason, AbortSignal.abort(0).reason);
  const controller = new AbortController();
  controller.abort(undefined);
  log((controller.signal.reason as Error).name);
  log(
    thrown(() => AbortSignal.abort().throwIfAborted()),
    thrown(() => new AbortController().signal.throwIfAborted()),
  );
});

example("onabort", () => {
  const controller = new AbortController();
  const { signal } = controller;
  log(signal.onabort);
  signal.addEventListener("abort", () => log("first"));
  const both = (): void => log("as both");
  signal.onabort = () => log("must not be called");
  signal.addEventListener("abort", () => log("third"));
  signal.addEventListener("abort", both);
  signal.onabort = both;
  log(signal.onabort === both);
  controller.abort();
  const other = new AbortController();
  other.signal.onabort = () => log("must not be called");
  other.signal.onabort = null;
  other.abort();
});

example("a dispatched abort aborts nothing", () => {
  const { signal } = new AbortController();
  signal.onabort = (event) => log("called", event.isTrusted);
  signal.dispatchEvent(new Event("abort"));
  log(signal.aborted);
});

example("any", () => {
  const [a, b] = [new AbortController(), new AbortController()];
  const any = AbortSignal.any([a.signal, b.signal]);
  any.onabort = () => log("called", any.reason, a.signal.aborted, b.signal.aborted);
  log(any.aborted, any === a.signal, any instanceof AbortSignal);
  b.abort("b");
  a.abort("a");
  log(any.reason);
});

example("any of any", () => {
  const controller = new AbortController();
  const inner = AbortSignal.any([controller.signal]);
  const outer = AbortSignal.any([inner, controller.signal, inner]);
  inner.onabort = () => log("inner");
  outer.onabort = () => log("outer");
  controller.signal.onabort = () => log("source");
  controller.abort("reason");
  log(inner.reason, outer.reason);
});

example("any of little", () => {
  const controller = new AbortController();
  log(AbortSignal.any([]).aborted, AbortSignal.any([controller.signal]).aborted);
  const any = AbortSignal.any([controller.signal, AbortSignal.abort("aborted"), AbortSignal.abort("later")]);
  any.onabort = () => log("must not be called");
  controller.abort("too late");
  log(any.aborted, any.reason);
});

example("timeout", async () => {
  const signal = AbortSignal.timeout(20);
  log(signal.aborted, signal.reason);
  await later(60);
  log(
    signal.aborted,
    (signal.reason as Error).name,
    thrown(() => signal.throwIfAborted()),
  );
  signal.onabort = () => log("must not be called");
  await later(20);
});

example("timeout of 0", async () => {
  const signal = AbortSignal.timeout(0);
  log(signal.aborted);
  await null;
  log(signal.aborted);
  await later(20);
  log(signal.aborted);
});

example("no time passes for a signal within a turn", async () => {
  const signal = AbortSignal.timeout(2);
  const begin = performance.now();
  while (performance.now() - begin < 10) {}
  log(signal.aborted);
  await null;
  log(signal.aborted);
  await later(10);
  log(signal.aborted);
});

example("timeouts and timers in order", async () => {
  const signals = [AbortSignal.timeout(60), AbortSignal.timeout(20), AbortSignal.timeout(40)] as const;
  signals.forEach((signal, i) => {
    signal.onabort = () => log("timeout", i);
  });
  setTimeout(() => log("timer", signals.map(({ aborted }) => aborted).join()), 50);
  await later(100);
  log(signals.map(({ aborted }) => aborted).join());
});

for (const [name, run] of cases) {
  title = name;
  await run();
}
