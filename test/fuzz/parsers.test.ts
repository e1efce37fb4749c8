/** The harness's parsers, for each run of the tests; `npm run fuzz` looks for longer. */
import test from "ava";
import { check, parserNames } from "./parsers.ts";

for (const parser of parserNames) {
  test.serial(`the harness's parser "${parser}" takes whatever it is given`, async (t) => {
    t.is(await check(parser, { seed: 1, runs: 400 }), undefined);
  });
}
