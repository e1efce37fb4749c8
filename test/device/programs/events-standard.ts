/** Events and signals where Node.js does not follow the DOM standard, or not in every version: test/device/events.test.ts knows what is right. */

let title = "";
const log = (...words: unknown[]): void => console.log(`${title}: ${words.map(String).join(" ")}`);
const example = (name: string, run: () => void | Promise<void>): void | Promise<void> => {
  title = name;
  return run();
};
const later = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
/** What a call throws, by its class or the standard's name. */
const thrown = (call: () => unknown): string => {
  try {
    return `returned ${String(call())}`;
  } catch (error) {
    return `threw ${(error as Error).name}`;
  }
};

example("capturing listeners come first", () => {
  const target = new EventTarget();
  target.addEventListener("x", () => log("not capturing"));
  target.addEventListener("x", () => log("capturing"), true);
  target.addEventListener("x", () => target.addEventListener("x", () => log("added"), { once: true }), true);
  target.dispatchEvent(new Event("x"));
});

example("a listener that is added by one of its kind waits for the next event", () => {
  const target = new EventTarget();
  const added = (): void => log("added");
  target.addEventListener("x", () => target.addEventListener("x", added));
  target.dispatchEvent(new Event("x"));
  log("again");
  target.dispatchEvent(new Event("x"));
});

example("removed and added again during the dispatch", () => {
  const target = new EventTarget();
  const again = (): void => log("again");
  target.addEventListener("x", () => {
    target.removeEventListener("x", again);
    target.addEventListener("x", again);
  });
  target.addEventListener("x", again);
  target.dispatchEvent(new Event("x"));
  log("done");
});

example("stopPropagation", () => {
  const target = new EventTarget();
  target.addEventListener("x", () => log("not capturing"));
  target.addEventListener("x", (event) => event.stopPropagation(), true);
  target.addEventListener("x", () => log("capturing"), true);
  const event = new Event("x");
  target.dispatchEvent(event);
  log(event.cancelBubble);
  event.cancelBubble = true;
  target.dispatchEvent(event);
  log("done");
});

example("onabort that is taken away and set again", () => {
  const controller = new AbortController();
  const { signal } = controller;
  signal.onabort = () => log("must not be called");
  signal.addEventListener("abort", () => log("first"));
  signal.onabort = null;
  signal.onabort = () => log("second");
  controller.abort();
});

example("any of an iterable", () => {
  const controller = new AbortController();
  const any = AbortSignal.any(new Set([controller.signal]));
  controller.abort("reason");
  log(any.reason);
});

example("a timeout is a number of milliseconds", () => {
  for (const wrong of [-1, NaN, Infinity, "x"]) {
    log(thrown(() => AbortSignal.timeout(wrong as number)));
  }
});

example("dispatched while it is dispatched", () => {
  const target = new EventTarget();
  const event = new Event("x");
  target.addEventListener("x", () => log(thrown(() => target.dispatchEvent(event))), { once: true });
  target.dispatchEvent(event);
  log(target.dispatchEvent(event));
});

example("listeners with a signal go before it is told", () => {
  const controller = new AbortController();
  const { signal } = controller;
  const target = new EventTarget();
  signal.addEventListener("abort", () => target.dispatchEvent(new Event("x")));
  target.addEventListener("x", () => log("must not be called"), { signal });
  signal.addEventListener("abort", (event) => event.stopImmediatePropagation());
  controller.abort();
  target.dispatchEvent(new Event("x"));
  log("done");
});

example("the same callback again, with other options", () => {
  const target = new EventTarget();
  const listener = (event: Event): void => {
    event.preventDefault();
    log("called", event.defaultPrevented);
  };
  target.addEventListener("x", listener, { passive: true });
  target.addEventListener("x", listener, { once: true, passive: false });
  target.dispatchEvent(new Event("x", { cancelable: true }));
  target.dispatchEvent(new Event("x", { cancelable: true }));
});

example("any of any", () => {
  const controller = new AbortController();
  const inner = AbortSignal.any([controller.signal]);
  const outer = AbortSignal.any([inner, controller.signal, inner]);
  const told = (name: string) => (): void => log(name, controller.signal.aborted, inner.aborted, outer.aborted);
  outer.addEventListener("abort", told("outer"));
  inner.addEventListener("abort", told("inner"));
  controller.signal.addEventListener("abort", told("source"));
  controller.abort();
  log(outer.reason === controller.signal.reason);
});

example("dependents are aborted before any of them is told", () => {
  const controller = new AbortController();
  const first = AbortSignal.any([controller.signal]);
  const second = AbortSignal.any([controller.signal]);
  second.onabort = () => log("second", first.aborted);
  first.onabort = () => log("first", second.aborted);
  controller.signal.onabort = () => {
    log("source", first.aborted, second.aborted);
    const third = AbortSignal.any([controller.signal]);
    third.onabort = () => log("must not be called");
    log("made now", third.aborted);
  };
  controller.abort();
});

example("a dependent that is listened to while its source is told", () => {
  const controller = new AbortController();
  const [early, late] = [AbortSignal.any([controller.signal]), AbortSignal.any([controller.signal])];
  controller.signal.onabort = () => {
    late.onabort = () => log("late");
    early.onabort = () => log("early");
    log("source", early.aborted, late.aborted);
  };
  controller.abort();
});

example("aborted while another is told", () => {
  const [a, b] = [new AbortController(), new AbortController()];
  const any = AbortSignal.any([a.signal, b.signal]);
  any.onabort = () => log("any", any.reason);
  a.signal.onabort = () => {
    log("a");
    b.abort("b");
  };
  b.signal.onabort = () => log("b");
  a.abort("a");
});

example("any that nothing listens to", () => {
  const [a, b] = [new AbortController(), new AbortController()];
  const any = AbortSignal.any([a.signal, b.signal]);
  const outer = AbortSignal.any([any]);
  b.abort("b");
  a.abort("a");
  log(outer.aborted, outer.reason, any.reason);
});

await example("any of timeouts", async () => {
  const controller = new AbortController();
  const slow = AbortSignal.timeout(60);
  const told = AbortSignal.any([slow, AbortSignal.timeout(20), controller.signal]);
  const silent = AbortSignal.any([slow, controller.signal]);
  told.onabort = () => log("told", (told.reason as Error).name, slow.aborted);
  setTimeout(() => controller.abort("controller"), 40);
  await later(100);
  log(silent.reason, (told.reason as Error).name, slow.aborted, controller.signal.reason);
});

export {};
