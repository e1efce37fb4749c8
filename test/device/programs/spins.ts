/** Never comes back to its loop. */
import { args } from "async-io-ts";

function around(): void {
  for (;;) {}
}
console.log("spinning");
if (args[0] !== "jobs") {
  around();
}
function again(): void {
  void Promise.resolve().then(again);
}
again();
