/** Async generators: their promises, and the ways to end them. */
const error = (): Error => new Error("sensor");

async function* samples(): AsyncGenerator<unknown> {
  yield Promise.resolve(5);
  try {
    yield Promise.reject(error());
  } catch (caught) {
    console.log("caught inside:", (caught as Error).message);
  }
}
async function* cleansUp(): AsyncGenerator<unknown> {
  try {
    yield 1;
    yield 2;
  } finally {
    console.log("cleans up");
    await null;
  }
  return Promise.resolve("end");
}
async function* delegates(): AsyncGenerator<unknown> {
  console.log("returned", yield* cleansUp());
  return yield* [Promise.resolve(3), 4];
}
async function* rejects(): AsyncGenerator<unknown> {
  yield 1;
  return Promise.reject(error());
}
async function* overrides(): AsyncGenerator<unknown> {
  try {
    yield 1;
  } finally {
    // biome-ignore lint/correctness/noUnsafeFinally: it is the subject
    return Promise.resolve("finally");
  }
}
async function* listens(): AsyncGenerator<unknown> {
  const iterable = {
    [Symbol.asyncIterator]: () => ({
      next: (value?: unknown) => Promise.resolve({ value, done: false }),
      return: (value?: unknown) => Promise.resolve({ value: `return ${value}`, done: true }),
      throw: (value?: unknown) => Promise.resolve({ value: `throw ${value}`, done: true }),
    }),
  };
  return yield* iterable;
}

type Step = (generator: AsyncGenerator<unknown>) => Promise<unknown>;
const next: Step = (generator) => generator.next("given");
const end: Step = (generator) => generator.return("ended");
const endLater: Step = (generator) => generator.return(Promise.resolve("ended later"));
const endRejected: Step = (generator) => generator.return(Promise.reject(error()));
const fail: Step = (generator) => generator.throw(error());
const ways: Step[][] = [
  [next, next, next, next, next, next, next],
  [end, next, end],
  [endLater, next],
  [endRejected, next],
  [next, end, endLater, next],
  [next, endLater, next],
  [next, endRejected, next, next],
  [next, next, fail, next, fail],
  [fail, next],
];

for (const make of [samples, cleansUp, delegates, rejects, overrides, listens]) {
  for (const way of ways) {
    // With yield*, QuickJS-ng hands the rejected promise to the inner return(), and not its reason to throw().
    if ((make === listens || make === delegates) && way[1] === endRejected) {
      continue;
    }
    const generator = make();
    const results: string[] = [];
    for (const step of way) {
      results.push(await step(generator).then(JSON.stringify, String));
    }
    console.log(make.name, results.join(" "));
  }
  const all = make();
  const settled = await Promise.allSettled([all.next(), all.next(), all.return("last"), all.next()]);
  console.log(make.name, "asked at once", JSON.stringify(settled));
}
for await (const sample of samples()) {
  console.log(typeof sample, String(sample));
}
for await (const value of cleansUp()) {
  console.log("leaves at", String(value));
  break;
}
