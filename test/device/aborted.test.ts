/** What is left on the network of a connection that the program gave up before there was an answer: nothing. */
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import test, { type ExecutionContext } from "ava";
import { type Frame, VirtualNetwork } from "../../harness/index.ts";
import { bootProgram } from "./program.ts";

const isFirstSegment = ({ tcp }: Frame) => tcp?.syn === true && !tcp.ack;

/** A port of the host that somebody listens at, as the device calls it. */
async function listen(t: ExecutionContext): Promise<string> {
  const server = createServer((socket) => socket.on("error", () => undefined));
  t.teardown(() => server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `10.0.2.2:${(server.address() as AddressInfo).port}`;
}

test("a connection that was given up asks no more", async (t) => {
  await using network = await VirtualNetwork.create();
  await using device = await bootProgram("gives-up", { network, args: [await listen(t), "300"] });
  device.link.dropFor(60_000, ({ tcp }) => tcp?.syn === true && tcp.ack);
  await network.frame(isFirstSegment, { what: "a question for a connection" });
  await device.expect("gave up: ETIMEDOUT");
  // Zephyr asks again after 200 to 300 ms; lwIP after 3 s.
  await t.notThrowsAsync(network.frames.none(isFirstSegment, { for: 1_000 }));
});

test("an answer to a connection that was given up is refused", async (t) => {
  await using network = await VirtualNetwork.create();
  await using device = await bootProgram("gives-up", { network, args: [await listen(t), "300"] });
  device.link.set({ latency: 300 });
  const replied = network.frame(({ source, tcp }) => source === "02:00:00:00:00:01" && tcp !== undefined && !tcp.syn, {
    what: "what the device says to the answer",
    // From before the program runs: a busy host takes longer than the default.
    timeout: 30_000,
  });
  await device.expect("gave up: ETIMEDOUT");
  const { tcp } = await replied;
  t.true(tcp?.rst);
});

test("sixty connections given up one after the other leave the device with all its sockets", async (t) => {
  await using network = await VirtualNetwork.create();
  await using device = await bootProgram("gives-up", { network, args: [await listen(t), "10", "60"] });
  device.link.dropFor(60_000, ({ tcp }) => tcp?.syn === true && tcp.ack);
  await device.expect("that was all");
  t.deepEqual(device.output.trim().split("\n"), [...Array(60).fill("gave up: ETIMEDOUT"), "that was all"]);
});
