/** `chunks` and `windows` of iterators. */
import { type Body, helper } from "./iterator-helper.ts";
import "./iterator-prototype.ts";
import { checkedBy, objectOf, type Source, step } from "./iterator-steps.ts";
import { supply } from "./supply.ts";

const mostItems = 2 ** 32 - 1;

function checkSize(size: unknown): void {
  if (!Number.isInteger(size)) {
    throw new TypeError("the size is not a whole number");
  }
  if ((size as number) < 1 || (size as number) > mostItems) {
    throw new RangeError(`the size is not between 1 and ${mostItems}`);
  }
}

/** Gives copies of a list that an iterator's values are added to, whenever `add` says so, and what is left at the end. */
function collected(
  source: Source,
  add: (list: unknown[], value: unknown) => boolean,
  keeps: (list: unknown[]) => boolean,
) {
  const { next } = source;
  const list: unknown[] = [];
  let isOver = false;
  const body: Body = () => {
    while (!isOver) {
      const result = step(source, next);
      if (result.done) {
        isOver = true;
        return keeps(list) ? { done: false, value: [...list] } : { done: true, value: undefined };
      }
      if (add(list, result.value)) {
        return { done: false, value: [...list] };
      }
    }
    return { done: true, value: undefined };
  };
  return helper(source, body);
}

supply(Object.getPrototypeOf(Object.getPrototypeOf([].values())) as object, {
  chunks(this: unknown, size: number) {
    const source = objectOf(this);
    checkedBy(source, () => checkSize(size));
    let isFull = false;
    const add = (list: unknown[], value: unknown) => {
      if (isFull) {
        list.length = 0;
      }
      isFull = list.push(value) === size;
      return isFull;
    };
    return collected(source, add, (list) => list.length > 0 && !isFull);
  },
  windows(this: unknown, size: number, ...[undersized]: unknown[]) {
    const source = objectOf(this);
    checkedBy(source, () => {
      checkSize(size);
      if (undersized !== undefined && undersized !== "only-full" && undersized !== "allow-partial") {
        throw new TypeError("undersized is neither only-full nor allow-partial");
      }
    });
    const add = (list: unknown[], value: unknown) => {
      if (list.length === size) {
        list.shift();
      }
      return list.push(value) === size;
    };
    const keeps = (list: unknown[]) => undersized === "allow-partial" && list.length > 0 && list.length < size;
    return collected(source, add, keeps);
  },
});
