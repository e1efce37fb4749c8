/** Prints more than the console buffer holds, from callbacks and in long lines: nothing may be lost or interleaved. */
import { args } from "async-io-ts";

const lines = Number(args[0]);
for (let i = 0; i < lines; i++) {
  if (i % 3 === 0) setTimeout(() => undefined, 0);
  console.log(`${i} ${"x".repeat(i % 200)} \u001e end`);
}
