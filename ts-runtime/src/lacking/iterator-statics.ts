/** `Iterator.from` and `Iterator.concat`. */
import { type Body, helper, wrapper } from "./iterator-helper.ts";
import { close, iteratorOf, objectOf, type Source, step } from "./iterator-steps.ts";
import { callable, isObject, supply } from "./supply.ts";

const IteratorHere = (globalThis as unknown as { Iterator: { prototype: object } }).Iterator;

supply(IteratorHere, {
  from(value: unknown) {
    const source = iteratorOf(value, true);
    const { next } = source;
    return Object.prototype.isPrototypeOf.call(IteratorHere.prototype, source) ? source : wrapper(source, next);
  },
  concat(...items: unknown[]) {
    const opened = items.map((item) => {
      if (!isObject(item)) {
        throw new TypeError("not an object that can be iterated");
      }
      const open = callable((item as Iterable<unknown>)[Symbol.iterator], "[Symbol.iterator]");
      return { item, open };
    });
    let at = 0;
    let source: Source | undefined;
    let next: Source["next"] | undefined;
    const body: Body = () => {
      for (;;) {
        if (source === undefined || next === undefined) {
          const following = opened[at++];
          if (following === undefined) {
            return { done: true, value: undefined };
          }
          source = objectOf(following.open.call(following.item as Iterable<unknown>));
          next = source.next;
        }
        const result = step(source, next);
        if (!result.done) {
          return { done: false, value: result.value };
        }
        source = undefined;
      }
    };
    return helper(undefined, body, () => source !== undefined && close(source));
  },
});
