/** What a device sends beside its answers. */
import { once } from "node:events";
import test from "ava";
import { type Frame, VirtualNetwork } from "../../harness/index.ts";
import { bootProgram } from "./program.ts";

test("a message that is answered is acknowledged once, not again when it was read", async (t) => {
  await using network = await VirtualNetwork.create();
  await using device = await bootProgram("server", { network });
  await device.expect(/listening on 7/);
  const socket = await device.connect(7);
  socket.setNoDelay(true);
  socket.write("echo 100000\n");
  const messages = 20;
  let acknowledgements = 0;
  const count = ({ source, tcp }: Frame) => {
    acknowledgements += source === "02:00:00:00:00:01" && tcp?.ack === true && tcp.payload.length === 0 ? 1 : 0;
    return false;
  };
  const done = new AbortController();
  const counted = network.frame(count, { timeout: 60_000, signal: done.signal }).catch(() => {});
  for (let i = 0; i < messages; i++) {
    const answer = once(socket, "data");
    socket.write(Buffer.alloc(64));
    await answer;
  }
  done.abort();
  await counted;
  // The first one of all is for the line before.
  t.true(acknowledgements <= messages + 5, `${acknowledgements} for ${messages} messages`);
});
