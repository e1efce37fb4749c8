/** An async iterator over what `advance` gives, until that is done or the loop is left. */
export class AsyncSequence<T> implements AsyncIterableIterator<T, undefined> {
  private readonly advance: () => Promise<IteratorResult<T, undefined>>;
  private left = false;

  constructor(advance: () => Promise<IteratorResult<T, undefined>>) {
    this.advance = advance;
  }

  next(): Promise<IteratorResult<T, undefined>> {
    return this.left ? this.return() : this.advance();
  }

  return(): Promise<IteratorResult<T, undefined>> {
    this.left = true;
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
