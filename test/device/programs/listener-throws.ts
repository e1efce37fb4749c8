/** A listener that throws, among others: all are called, and the program ends with the error. It runs on Node.js, too. */
const target = new EventTarget();
const { signal } = new AbortController();
signal.addEventListener("abort", () => {
  throw new Error("never called");
});
target.addEventListener("x", () => console.log("first"));
target.addEventListener("x", () => {
  throw new RangeError("from a listener");
});
target.addEventListener("x", { handleEvent: undefined as never });
target.addEventListener("x", () => console.log("last"));
console.log("returned", target.dispatchEvent(new Event("x")));
setTimeout(() => console.log("must not be printed"), 1000);
