/** Messages name the device that they are about. */
import { fileURLToPath } from "node:url";
import test from "ava";
import { boot, VirtualNetwork } from "../../harness/index.ts";

const program = fileURLToPath(new URL("programs/waits.ts", import.meta.url));

test("of several devices a message has the name and the address, of one its name", async (t) => {
  await using network = await VirtualNetwork.create();
  await using a = await boot(program, { network, name: "a" });
  await using b = await boot(program, { network, name: "b" });
  t.not(a.address, b.address);
  for (const device of [a, b]) {
    const name = `device ${device.info.name} (${device.address})`;
    const missed = await t.throwsAsync(device.expect("never", { timeout: 20 }), { code: "ETIMEDOUT" });
    t.true(missed?.message.startsWith(`expected ${name} to print "never" within 20 ms`), missed?.message);
    t.true(t.throws(() => device.now(), { code: "ENOTSUP" })?.message.includes(`that of ${name} does`));
  }
  await using taken = await a.forward(7).then((forward) => ({ ...forward, [Symbol.asyncDispose]: forward.close }));
  const refused = await t.throwsAsync(b.forward(8, { hostPort: taken.port }), { code: "EADDRINUSE" });
  t.true(refused?.message.startsWith(`device b (${b.address}): `), refused?.message);
  await using alone = await boot(program, { network: false });
  t.is(
    t.throws(() => alone.address, { code: "ENETUNREACH" })?.message,
    "device waits has no address: it is on no network",
  );
});
