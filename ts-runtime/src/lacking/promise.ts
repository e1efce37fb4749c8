/** `Promise.withResolvers` and `Promise.try`. */
import { isObject, supply } from "./supply.ts";

interface Capability {
  promise: unknown;
  resolve: (value?: unknown) => void;
  reject: (reason?: unknown) => void;
}

type Executor = (resolve: Capability["resolve"], reject: Capability["reject"]) => void;

/** NewPromiseCapability, by which a class that derives from Promise is asked for its own. */
function capability(make: unknown): Capability {
  if (typeof make !== "function") {
    throw new TypeError("not a constructor of promises");
  }
  let resolve: Capability["resolve"] | undefined;
  let reject: Capability["reject"] | undefined;
  const executor: Executor = (one, other) => {
    if (resolve !== undefined || reject !== undefined) {
      throw new TypeError("the executor was called twice");
    }
    resolve = one;
    reject = other;
  };
  const promise = new (make as new (executor: Executor) => unknown)(executor);
  if (typeof resolve !== "function" || typeof reject !== "function") {
    throw new TypeError("the constructor gave no functions to its executor");
  }
  return { promise, resolve, reject };
}

supply(Promise, {
  withResolvers(this: unknown) {
    return capability(this);
  },
  try(this: unknown, callback: (...args: unknown[]) => unknown, ...args: unknown[]) {
    if (!isObject(this)) {
      throw new TypeError("not a constructor of promises");
    }
    const { promise, resolve, reject } = capability(this);
    try {
      resolve(callback(...args));
    } catch (error) {
      reject(error);
    }
    return promise;
  },
});
