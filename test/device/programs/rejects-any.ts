/** An error that stands for others, which nobody handles. */
await Promise.any([Promise.reject(new Error("the first")), Promise.reject(new RangeError("the second"))]);
