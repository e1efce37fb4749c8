/** What `npm start` does on the host's side, against echo servers on the host. */
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import test, { type ExecutionContext } from "ava";
import { echoDatagram } from "../../../tools/demo/datagram.ts";
import { startGreeter } from "../../../tools/demo/greeter.ts";
import { measureRoundTrips, summarize } from "../../../tools/demo/round-trips.ts";

/** A connection to a server that treats each of its own as told. */
async function connectTo(t: ExecutionContext, serve: (socket: Socket) => void): Promise<Socket> {
  const server = createServer(serve).listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  t.teardown(() => {
    socket.destroy();
    server.close();
  });
  await once(socket, "connect");
  return socket;
}

test("round trips are counted and each waits for all of its bytes", async (t) => {
  let received = 0;
  const socket = await connectTo(t, (peer) =>
    peer.on("data", (chunk) => {
      received += chunk.length;
      // In two parts, so that one chunk is not yet an echo.
      peer.write(chunk.subarray(0, 5));
      setImmediate(() => peer.write(chunk.subarray(5)));
    }),
  );
  const { count, perSecond, p50, p99 } = await measureRoundTrips(socket, 20, 64);
  t.is(count, 20);
  t.is(received, 20 * 64);
  t.true(perSecond > 0 && p50 > 0 && p99 >= p50);
});

test("other bytes than were sent are an error", async (t) => {
  const socket = await connectTo(t, (peer) => peer.on("data", (chunk) => peer.write(chunk.fill(0))));
  await t.throwsAsync(measureRoundTrips(socket, 2, 64), { message: /round trip 1: 64 other bytes came back/ });
});

test("a device that hangs up is an error that says where", async (t) => {
  const socket = await connectTo(t, (peer) => peer.once("data", () => peer.end("half")));
  await t.throwsAsync(measureRoundTrips(socket, 2, 64), { message: /closed the connection after 4 of 64 bytes/ });
});

test("quantiles are times that occurred", (t) => {
  const times = Array.from({ length: 1000 }, (_, index) => 1000 - index);
  t.deepEqual(summarize(times, 2000), { count: 1000, perSecond: 500, p50: 500, p99: 990 });
});

test("a datagram that is lost is sent again, though garbage is collected meanwhile", async (t) => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const server = createSocket("udp4").bind(0, "127.0.0.1");
  t.teardown(() => server.close());
  await once(server, "listening");
  let count = 0;
  server.on("message", (message, sender) => {
    count += 1;
    collect();
    if (count === 2) {
      server.send(message, sender.port, sender.address);
    }
  });
  t.is(await echoDatagram("127.0.0.1", server.address().port, "ping", AbortSignal.timeout(30_000)), "ping");
  t.is(count, 2);
});

test("the greeter greets whoever connects, and is gone after its scope", async (t) => {
  let port: number;
  {
    await using greeter = await startGreeter("hello");
    port = greeter.port;
    const socket = connect(port, "127.0.0.1");
    t.is((await socket.toArray()).join(""), "hello");
  }
  const socket = connect(port, "127.0.0.1");
  const [error] = await once(socket, "error");
  t.is(error.code, "ECONNREFUSED");
});
