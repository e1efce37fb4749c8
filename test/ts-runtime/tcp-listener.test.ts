/** Listening and accepting. */
import test from "ava";
import { drive, driveToEnd, fake, isSettled, nothingIsLeft, TcpListener, TcpStream } from "./support/device.ts";

test.afterEach.always(nothingIsLeft);

test.serial("accept yields the stream and its peer, several in the order they asked", async (t) => {
  const listener = await drive(TcpListener.bind("127.0.0.1:0"));
  const accepting = [listener.accept(), listener.accept()];
  const clients = [
    await drive(TcpStream.connect(listener.localAddress)),
    await drive(TcpStream.connect(listener.localAddress)),
  ];
  const accepted = await drive(Promise.all(accepting));
  t.deepEqual(
    accepted.map(([, peer]) => peer),
    clients.map((client) => client.localAddress),
  );
  for (const socket of [listener, ...clients, ...accepted.map(([stream]) => stream)]) {
    socket.close();
  }
});

test.serial("incoming yields each connection, and ends when the listener is closed", async (t) => {
  const listener = await drive(TcpListener.bind("127.0.0.1:0"));
  const ports: number[] = [];
  const serving = (async () => {
    for await (const stream of listener.incoming()) {
      ports.push(stream.peerAddress.port);
      stream.close();
    }
  })();
  const expected: number[] = [];
  for (let i = 0; i < 3; i++) {
    const client = await drive(TcpStream.connect(listener.localAddress));
    expected.push(client.localAddress.port);
    await drive(client.read(new Uint8Array(1)));
    client.close();
  }
  t.false(await isSettled(serving));
  listener.close();
  await drive(serving);
  t.deepEqual(ports, expected);
});

test.serial("a listener that nobody awaits does not hold the program; one that is awaited does", async (t) => {
  const listener = await drive(TcpListener.bind("127.0.0.1:0"));
  t.is(fake.pending, 0);
  const accepting = listener.accept();
  t.is(fake.pending, 1);
  listener.close();
  await t.throwsAsync(accepting, { code: "EBADF", message: /^accept: / });
});

test.serial("a connection for which no socket is left is refused by name, and the listener goes on", async (t) => {
  const listener = await drive(TcpListener.bind("127.0.0.1:0"));
  const client = await drive(TcpStream.connect(listener.localAddress));
  fake.network.capacity = 2;
  const error = await t.throwsAsync(listener.accept(), { code: "EMFILE" });
  t.like(error, { option: "CONFIG_AIO_MAX_SOCKETS" });
  fake.network.capacity = 24;
  client.close();
  const again = await drive(TcpStream.connect(listener.localAddress));
  const [server] = await drive(listener.accept());
  for (const socket of [listener, again, server]) {
    socket.close();
  }
  await driveToEnd();
});

test.serial(
  "incoming survives a crowd: it goes on when a socket has been closed, and ends with its listener",
  async (t) => {
    const listener = await drive(TcpListener.bind("127.0.0.1:0"));
    const accepted: TcpStream[] = [];
    const serving = (async () => {
      for await (const stream of listener.incoming()) {
        accepted.push(stream);
      }
    })();
    const client = await drive(TcpStream.connect(listener.localAddress));
    fake.network.capacity = 4;
    const refused = await drive(TcpStream.connect(listener.localAddress));
    await fake.turn();
    fake.forget();
    t.false(await isSettled(serving));
    t.true((fake.calls.accept ?? 0) < 2, "it does not spin");
    t.is(accepted.length, 1);
    fake.network.capacity = 24;
    refused.close();
    const later = await drive(TcpStream.connect(listener.localAddress));
    t.is(await drive(later.write(new Uint8Array(1))), 1);
    await fake.turn();
    t.is(accepted.length, 2);
    listener.close();
    await drive(serving);
    for (const socket of [client, later, ...accepted]) {
      socket.close();
    }
  },
);

test.serial("an address in use is refused with EADDRINUSE and leaves nothing open", async (t) => {
  const listener = await drive(TcpListener.bind("127.0.0.1:0"));
  const { port } = listener.localAddress;
  await t.throwsAsync(TcpListener.bind(`127.0.0.1:${port}`), {
    code: "EADDRINUSE",
    message: `bind 127.0.0.1:${port}: address in use (EADDRINUSE)`,
  });
  t.is(fake.network.open, 1);
  listener.close();
});
