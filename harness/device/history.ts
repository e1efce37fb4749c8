/** A list that grows until it ends, and can be iterated from its beginning by any number of readers. */
export class History<Item> implements AsyncIterable<Item> {
  readonly #items: Item[] = [];
  #more: PromiseWithResolvers = withResolvers();
  #ended = false;

  push(item: Item): void {
    this.#items.push(item);
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for (let next = 0; ; ) {
      for (; next < this.#items.length; next++) {
        yield this.#items[next] as Item;
      }
      if (this.#ended) {
        return;
      }
      await this.#more.promise;
    }
  }

  #wake(): void {
    this.#more.resolve();
    this.#more = withResolvers();
  }
}

interface PromiseWithResolvers {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
}

function withResolvers(): PromiseWithResolvers {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
