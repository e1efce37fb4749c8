/** Looks names up, and tells how long each took. */
import { args, lookup } from "async-io-ts";

for (const name of args) {
  const began = performance.now();
  const outcome = await lookup(name).catch((error: { code: string }) => error.code);
  console.log(name, outcome, Math.round(performance.now() - began));
}
console.log("done");
