/** `address: "dhcp"` in virtual time: who answers, and when. */
import { join } from "node:path";
import test from "ava";
import { root } from "../../../harness/base/paths.js";
import { boot } from "../../../harness/index.ts";
import { openNetwork } from "../network/helpers/network.ts";

const clock = join(root, "test", "harness", "time", "fixtures", "clock.ts");
const echo = join(root, "examples", "echo.ts");
const asking = { time: "virtual", address: "dhcp" } as const;

test.serial("a device whose time goes on by itself is given its address in that time", async (t) => {
  // The answers come from this process: a busy one answers later than a machine alone takes to skip 15 s.
  const busy = setInterval(() => {
    for (const end = performance.now() + 50; performance.now() < end; ) {}
  });
  t.teardown(() => clearInterval(busy));
  await using device = await boot(clock, asking);
  clearInterval(busy);
  await device.expect("scheduled 100000 ", { timeout: 60_000 });
  for await (const { t: kind, address } of device.records()) {
    if (kind === "net") {
      t.is(address, device.address);
      break;
    }
  }
  // It has not been made one that is told to go on.
  t.throws(() => device.now(), { code: "ENOTSUP" });
  await t.throwsAsync(device.advance(1), { code: "ENOTSUP" });
});

test.serial(
  "the host reaches a device that asked for its address in virtual time, and no warning says so",
  async (t) => {
    const warnings: Error[] = [];
    const note = (warning: Error) => void warnings.push(warning);
    process.on("warning", note);
    t.teardown(() => process.off("warning", note));
    await using device = await boot(echo, asking);
    await device.expect("listening on 7");
    const socket = await device.connect(7);
    socket.write("hello");
    const [answer] = await new Promise<Buffer[]>((resolve) => socket.once("data", (...data) => resolve(data)));
    t.is(String(answer), "hello");
    t.deepEqual(warnings, []);
  },
);

test.serial("a device that gets no answer is told where to look", async (t) => {
  await t.throwsAsync(boot(clock, { ...asking, network: false }), {
    name: "BootError",
    message: /^device clock: the network did not come up \(-116\): .* it is on no network/,
  });
  const network = await openNetwork(t, { time: "virtual", link: { loss: 1 } });
  await t.throwsAsync(boot(clock, { ...asking, network }), {
    name: "BootError",
    message:
      /^device clock \(10\.0\.2\.15\): the network did not come up \(-116\): the network's DHCP server gave .* unplugged\?\nThe network's seed is/,
  });
});

test.serial("a network in real time is refused, as its answer would come too late", async (t) => {
  const network = await openNetwork(t);
  await t.throwsAsync(boot(clock, { ...asking, network }), {
    name: "UsageError",
    code: "EINVAL",
    message: /VirtualNetwork\.create\(\{ time: "virtual" \}\)/,
  });
});
