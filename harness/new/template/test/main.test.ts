import { once } from "node:events";
import { test } from "async-io-ts/ava";

// Runs on Node.js: boots the program on a device and talks to it over a virtual network.
test("the device sends back what it is sent", async (t, { boot }) => {
  const device = await boot("../src/main.ts");
  await device.expect("listening on port 7");
  const socket = await device.connect(7);
  socket.write("hello");
  const [answer] = await once(socket, "data");
  t.is(String(answer), "hello");
});
