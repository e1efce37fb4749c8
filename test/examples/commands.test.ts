import { once } from "node:events";
import { test } from "async-io-ts/ava";

test("a command is a line, and a line without end is refused", async (t, { boot }) => {
  const device = await boot("../../examples/commands.ts");
  await device.expect("listening on 23");
  const socket = await device.connect(23);
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk;
  });
  socket.write("echo one  two\r\nfly\nec");
  socket.write("ho half\n");
  socket.write("x".repeat(300));
  await once(socket, "close");
  t.is(text, 'one  two\nunknown command "fly": echo, heap\nhalf\n');
  await device.expect("readLine: expected a line of at most 200 bytes, got more (EMSGSIZE)");
});
