/** Prints more than the console buffer holds, in long lines and from callbacks: nothing may be lost or interleaved. */
import { args, sleep } from "async-io-ts";

const lines = Number(args[0]);
for (let i = 0; i < lines; i++) {
  if (i % 50 === 0) {
    await sleep(0);
  }
  console.log(`${i} ${"x".repeat(i % 200)} \u001e end`);
}
