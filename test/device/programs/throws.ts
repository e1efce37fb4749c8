/** Throws two calls deep: the stack must show these very lines. */
function inner(value: number): never {
  throw new TypeError(`no good: ${value}`);
}

function outer(): void {
  inner(42);
}

console.log("before");
outer();
