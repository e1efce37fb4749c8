/** What takes too long anywhere but in virtual time. */
import { sleep } from "async-io-ts";
import test from "async-io-ts/test";
import { isVirtual } from "./support.js";

const day = 24 * 3600 * 1000;

const declare = isVirtual ? test : test.skip;

declare(
  isVirtual
    ? "a day passes"
    : "a day passes: not in real time, where it takes a day; add --time virtual, which QEMU has",
  async (t) => {
    const start = performance.now();
    await sleep(day);
    t.true(performance.now() - start >= day);
  },
  { timeout: 2 * day },
);
