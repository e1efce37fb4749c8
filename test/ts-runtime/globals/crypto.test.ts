/** Random bytes of a host in memory. The global replaces Node's in this process, so nothing else is in this file. */
import test from "ava";
import { fake } from "../support/install.ts";

const before = Object.getOwnPropertyDescriptor(globalThis, "crypto") as PropertyDescriptor;
const { crypto } = await import("../../../ts-runtime/src/globals/crypto.ts");
const installed = Object.getOwnPropertyDescriptor(globalThis, "crypto");
Object.defineProperty(globalThis, "crypto", before);

test.afterEach(() => {
  fake.randomResult = 0;
});

test("it is put where programs look for it, not enumerable", (t) => {
  t.is(installed?.value, crypto);
  t.false(installed?.enumerable);
});

test.serial("randomUUID sets version and variant, and keeps the other bits", (t) => {
  t.is(crypto.randomUUID(), "fffefdfc-fbfa-49f8-b7f6-f5f4f3f2f1f0");
});

test.serial("getRandomValues fills the view's own bytes", (t) => {
  const words = new Uint16Array([1, 2, 3]);
  t.is(crypto.getRandomValues(words.subarray(1)).length, 2);
  t.deepEqual([...words], [1, 0xfeff, 0xfcfd]);
});

test.serial("without a source of random bytes both throw ENOTSUP, and say what to do", (t) => {
  fake.randomResult = -134;
  for (const [call, name] of [
    [() => crypto.getRandomValues(new Uint8Array(1)), "getRandomValues"],
    [crypto.randomUUID, "randomUUID"],
  ] as const) {
    t.throws(call, { code: "ENOTSUP", message: new RegExp(`^${name}: .*zephyr,entropy.* async-io`) });
  }
});

test.serial("where the driver fails, its error is thrown", (t) => {
  fake.randomResult = -5;
  t.throws(() => crypto.randomUUID(), { code: "EIO", message: "randomUUID: input/output error (EIO)" });
});
