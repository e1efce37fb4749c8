/** Tests that know how many of them ran. Run by again.test.ts. */
import { args } from "async-io-ts";
import test from "async-io-ts/test";

let ran = 0;

for (const title of ["the first", "the second (1+1)", "the last"]) {
  test(title, (t) => {
    ran++;
    t.log(`${title} is number ${ran}, arguments: ${args.length}`);
    t.true(title !== "the second (1+1)" || ran > 1, "the second is the first one that runs");
  });
}
