/** Names. */
import test from "ava";
import { AbortController, drive, fake, lookup, nothingIsLeft } from "./support/device.ts";

test.afterEach.always(nothingIsLeft);

test.serial("a numeric address is its own answer, a name is looked up", async (t) => {
  t.is(await drive(lookup("192.0.2.7")), "192.0.2.7");
  t.is(await drive(lookup("::1")), "::1");
  t.is(await drive(lookup("localhost")), "127.0.0.1");
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
