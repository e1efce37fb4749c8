/** The table of errors. */
import test from "ava";
import "./support/device.ts";
import { describe } from "../../ts-runtime/src/errno.ts";

test("numbers become POSIX codes with a few words", (t) => {
  t.deepEqual(describe(2), ["ENOENT", "no such name"]);
  t.deepEqual(describe(11), ["EAGAIN", "try again"]);
  t.deepEqual(describe(111), ["ECONNREFUSED", "connection refused"]);
  t.deepEqual(describe(140), ["ECANCELED", "cancelled"]);
});

test("a number that is not known is shown", (t) => {
  t.deepEqual(describe(1), ["EUNKNOWN", "unknown error 1"]);
  t.deepEqual(describe(9999), ["EUNKNOWN", "unknown error 9999"]);
});
