/** Clients of a device's forwarded ports. */
import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import test, { type ExecutionContext } from "ava";
import { openClient } from "../../../harness/network/client.ts";

async function listen(t: ExecutionContext): Promise<Server> {
  const server = createServer((socket) => socket.resume()).listen(0, "127.0.0.1");
  t.teardown(() => server.close());
  await once(server, "listening");
  return server;
}

/** A client of a server that listens. */
async function open(t: ExecutionContext, server: Server, signal?: AbortSignal): Promise<Socket> {
  const { port } = server.address() as AddressInfo;
  return openClient({ host: "127.0.0.1", port }, { signal, onSocket: (socket) => t.teardown(() => socket.destroy()) });
}

/** A client behind whose port somebody listens on the next one. Returns its port. */
async function openBefore(t: ExecutionContext, server: Server): Promise<number> {
  for (;;) {
    const { localPort = 0 } = await open(t, server);
    const next = createServer().listen(localPort + 1, "127.0.0.1");
    t.teardown(() => next.close());
    if (
      await once(next, "listening").then(
        () => true,
        () => false,
      )
    ) {
      return localPort;
    }
  }
}

test.serial(
  "clients of different ports have different ports of their own, and one that somebody has is left out",
  async (t) => {
    const servers = [await listen(t), await listen(t)] as const;
    const first = await openBefore(t, servers[0]);
    const second = (await open(t, servers[1])).localPort ?? 0;
    const third = (await open(t, servers[0])).localPort ?? 0;
    t.deepEqual([second > first + 1, third > second], [true, true]);
  },
);

test.serial("a client that is given up is closed", async (t) => {
  const server = await listen(t);
  const reason = new Error("enough");
  const sockets: Socket[] = [];
  const controller = new AbortController();
  const opened = openClient(server.address() as AddressInfo & { host: string }, {
    signal: controller.signal,
    onSocket: (socket) => sockets.push(socket),
  });
  controller.abort(reason);
  await t.throwsAsync(opened, { is: reason });
  t.true(sockets[0]?.destroyed);
});

test.serial("a port on which nobody listens is told of at once", async (t) => {
  const server = await listen(t);
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  let tries = 0;
  const refused = openClient({ host: "127.0.0.1", port }, { onSocket: () => tries++ });
  await t.throwsAsync(refused, { code: "ECONNREFUSED" });
  t.is(tries, 1);
});
