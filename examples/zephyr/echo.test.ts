/** The sample as `west build -b mps2/an385 examples/zephyr` leaves it, or as ELF names it: booted in QEMU, and spoken to. */
import { once } from "node:events";
import { resolve } from "node:path";
import { test } from "async-io-ts/ava";

const elf = resolve(process.env.ELF ?? "build/zephyr/zephyr.elf");

test("what is sent comes back, over a link that is slow too", async (t, { boot }) => {
  const device = await boot(elf);
  await device.expect("TCP and UDP echo on port 7");
  device.link.set({ latency: 20 });
  const socket = await device.connect(7);
  socket.write("hello");
  t.is(String(await once(socket, "data")), "hello");
});

test("the heartbeat comes each second", async (t, { boot }) => {
  const device = await boot(elf, { time: "virtual" });
  const [, late] = await device.expect(/heartbeat 5: (\d+) us late/);
  t.true(Number(late) < 1000);
});
