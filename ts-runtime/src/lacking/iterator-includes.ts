/** `includes` of iterators. */
import { checkedBy, close, objectOf, step } from "./iterator-steps.ts";
import { supply } from "./supply.ts";

supply(Object.getPrototypeOf(Object.getPrototypeOf([].values())) as object, {
  includes(this: unknown, wanted: unknown, ...[skipped]: unknown[]) {
    const source = objectOf(this);
    let left = 0;
    checkedBy(source, () => {
      if (skipped !== undefined && skipped !== Infinity && skipped !== -Infinity && !Number.isInteger(skipped)) {
        throw new TypeError("what is skipped is not a whole number");
      }
      left = (skipped as number | undefined) ?? 0;
      if (left < 0 || (left > Number.MAX_SAFE_INTEGER && left !== Infinity)) {
        throw new RangeError("what is skipped is less than 0, or too much");
      }
    });
    const { next } = source;
    for (; ; left--) {
      const result = step(source, next);
      if (result.done) {
        return false;
      }
      if ([result.value].includes(wanted) && left <= 0) {
        close(source);
        return true;
      }
    }
  },
});
