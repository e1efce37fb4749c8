/** A rejection that nobody handles, after one that somebody does. */
import { sleep } from "async-io-ts";

const handled = Promise.reject(new Error("handled in time"));
handled.catch((error: Error) => console.log(`caught: ${error.message}`));

async function background(): Promise<void> {
  await sleep(5);
  throw new RangeError("nobody is listening");
}

void background();
await sleep(1_000);
console.log("never printed");
