/** Names. */
import test from "ava";
import { AbortController, drive, fake, lookup, nothingIsLeft } from "./support/device.ts";

test.afterEach.always(nothingIsLeft);

test.serial("a numeric address is its own answer, a name is looked up", async (t) => {
  t.is(await drive(lookup("192.0.2.7")), "192.0.2.7");
  t.is(await drive(lookup("::1")), "::1");
  t.is(await drive(lookup("localhost")), "127.0.0.1");
});

test.serial("what can be no name is nobody's, and no name server is asked", async (t) => {
  fake.forget();
  for (const host of [
    "",
    ".",
    "a..b",
    ".a",
    "999.1.1.1",
    "1.2.3",
    "1.2.3.4.5",
    " 127.0.0.1",
    `${"x".repeat(64)}.com`,
  ]) {
    const error = await t.throwsAsync(lookup(host), { code: "ENOENT" }, host);
    t.is(error?.message, `lookup ${JSON.stringify(host)}: no such name (ENOENT)`);
  }
  t.deepEqual(fake.calls, {});
});

test.serial("a name that does not exist is named in the error", async (t) => {
  const error = await t.throwsAsync(drive(lookup("nowhere.example")), { code: "ENOENT" });
  t.is(error?.message, "lookup nowhere.example: no such name (ENOENT)");
});

test.serial("running out of look-ups names the option; aborting one makes room", async (t) => {
  fake.names.set("silent.example", undefined);
  const controller = new AbortController();
  const waiting = Array.from({ length: 4 }, () => lookup("silent.example", { signal: controller.signal }));
  const error = await t.throwsAsync(lookup("silent.example"), { code: "EAGAIN", message: /CONFIG_AIO_MAX_LOOKUPS/ });
  t.like(error, { option: "CONFIG_AIO_MAX_LOOKUPS" });
  controller.abort();
  for (const outcome of await Promise.allSettled(waiting)) {
    t.is(outcome.status, "rejected");
  }
  t.is(await drive(lookup("localhost")), "127.0.0.1");
});
