/** What a search for the fewest is made with. */
export interface ShrinkOptions<Item> {
  /** Whether these still do it. */
  fails(items: readonly Item[]): Promise<boolean>;
  /** Asked before each try: the best so far is the result where it is over. */
  isOver?(): boolean;
}

/**
 * The fewest of some items with which something still fails: first the last ones alone, as the cause is often near the end, then
 * delta debugging (Zeller, Hildebrandt: Simplifying and Isolating Failure-Inducing Input). The order is kept. The items are known to fail.
 */
export async function shrink<Item>(items: readonly Item[], options: ShrinkOptions<Item>): Promise<readonly Item[]> {
  const { fails, isOver = () => false } = options;
  let left = items;
  for (let count = 1; count < items.length && !isOver(); count *= 8) {
    const tail = items.slice(-count);
    if (await fails(tail)) {
      left = tail;
      break;
    }
  }
  let parts = 2;
  while (left.length > 1 && !isOver()) {
    const smaller = await firstWithout(left, parts, options);
    if (smaller !== undefined) {
      left = smaller;
      parts = Math.max(2, parts - 1);
    } else if (parts >= left.length) {
      break;
    } else {
      parts = Math.min(left.length, parts * 2);
    }
  }
  return left;
}

/** What is left without one of so many parts, where that still fails. The first parts go first. */
async function firstWithout<Item>(
  items: readonly Item[],
  parts: number,
  { fails, isOver = () => false }: ShrinkOptions<Item>,
): Promise<readonly Item[] | undefined> {
  const size = Math.ceil(items.length / parts);
  for (let start = 0; start < items.length && !isOver(); start += size) {
    const rest = [...items.slice(0, start), ...items.slice(start + size)];
    if (rest.length > 0 && (await fails(rest))) {
      return rest;
    }
  }
  return undefined;
}
