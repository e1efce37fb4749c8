/** Async: readiness, several waiters, polls, cancelling and closing. */
import test from "ava";
import {
  AbortController,
  AbortSignal,
  Async,
  bytes,
  drive,
  driveToEnd,
  fake,
  isSettled,
  nothingIsLeft,
  UdpSocket,
} from "./support/device.ts";
import { connectedPair } from "./support/pair.ts";

const EBADF = { code: "EBADF" };

test.afterEach.always(nothingIsLeft);

test.serial("all who wait for one direction are woken, and nothing stays armed", async (t) => {
  const [client, server] = await connectedPair();
  const waiting = [server.readable(), server.readable(), server.readable()];
  t.deepEqual(fake.armed, [1]);
  await drive(client.writeAll(bytes("x")));
  await drive(Promise.all(waiting));
  t.deepEqual(fake.armed, []);
  client.close();
  server.close();
});

test.serial("readers and writers wait apart from one another", async (t) => {
  const [client, server] = await connectedPair();
  const reading = server.readable();
  await drive(server.writable());
  t.false(await isSettled(reading));
  await drive(client.write(bytes("x")));
  await drive(reading);
  t.pass();
  client.close();
  server.close();
});

test.serial(
  "an aborted wait rejects with the reason, disarms with the last of its direction, and wakes nobody",
  async (t) => {
    const [client, server] = await connectedPair();
    const first = new AbortController();
    const second = new AbortController();
    const reason = new Error("enough");
    const waiting = [server.readable({ signal: first.signal }), server.readable({ signal: second.signal })] as const;
    first.abort(reason);
    t.is(await t.throwsAsync(waiting[0]), reason);
    t.deepEqual(fake.armed, [1], "the second still waits");
    second.abort();
    await t.throwsAsync(waiting[1], { name: "AbortError" });
    t.deepEqual(fake.armed, []);
    await drive(client.write(bytes("x")));
    client.close();
    server.close();
  },
);

test.serial("a signal that is aborted already rejects before anything is tried", async (t) => {
  const [client, server] = await connectedPair();
  await drive(client.write(bytes("x")));
  const options = { signal: AbortSignal.abort(new Error("too late")) };
  fake.forget();
  for (const operation of [
    server.read(new Uint8Array(1), options),
    server.readable(options),
    server.write(bytes("x"), options),
    server.writeAll(bytes("x"), options),
    server.readWith(() => t.fail(), options),
  ]) {
    await t.throwsAsync(operation, { message: "too late" });
  }
  t.deepEqual(fake.calls, {});
  client.close();
  server.close();
});

test.serial("of two polls the latest callback wins, and is called once", async (t) => {
  const [client, server] = await connectedPair();
  const calls: string[] = [];
  const cancelFirst = server.pollReadable(() => calls.push("first"));
  server.pollReadable(() => calls.push("second"));
  cancelFirst();
  await drive(client.write(bytes("x")));
  await driveToEnd();
  await drive(client.write(bytes("y")));
  await driveToEnd();
  t.deepEqual(calls, ["second"]);
  client.close();
  server.close();
});

test.serial("a poll that was cancelled, by another callback of its turn too, is not called", async (t) => {
  const [client, server] = await connectedPair();
  const cancelled = server.pollReadable(() => t.fail());
  cancelled();
  t.deepEqual(fake.armed, []);
  let called = 0;
  client.pollReadable(() => {
    called++;
    cancelWritable();
  });
  await drive(server.writeAll(new Uint8Array(fake.network.room)));
  const cancelWritable = client.pollWritable(() => t.fail());
  await driveToEnd();
  t.is(called, 1);
  client.close();
  server.close();
});

test.serial("a callback that polls again is called once a turn, not for ever", async (t) => {
  const [client, server] = await connectedPair();
  let called = 0;
  const again = (): void => {
    called++;
    server.pollReadable(again);
  };
  server.pollReadable(again);
  await drive(client.write(bytes("x")));
  await fake.turn();
  await fake.turn();
  t.is(called, 2);
  client.close();
  server.close();
});

test.serial("closing rejects what is pending, drops polls, and closes the descriptor once", async (t) => {
  const [client, server] = await connectedPair();
  const pending = [server.read(new Uint8Array(1)), server.peek(new Uint8Array(1)), server.readable()];
  server.pollReadable(() => t.fail());
  fake.forget();
  server.close();
  server.close();
  server[Symbol.dispose]();
  t.is(fake.calls.close, 1);
  for (const operation of pending) {
    await t.throwsAsync(operation, EBADF);
  }
  client.close();
  await driveToEnd();
});

test.serial("every operation of a closed socket says EBADF", async (t) => {
  const socket = await drive(UdpSocket.bind("127.0.0.1:0"));
  socket.close();
  const buffer = new Uint8Array(1);
  for (const operation of [
    socket.readable(),
    socket.recv(buffer),
    socket.recvFrom(buffer),
    socket.send(buffer),
    socket.sendTo(buffer, "127.0.0.1:1"),
    socket.readWith(() => 1),
    socket.connect("127.0.0.1:1"),
  ]) {
    await t.throwsAsync(operation, EBADF);
  }
  t.true(socket.localAddress.port > 0);
  t.throws(() => socket.pollReadable(() => {}), EBADF);
  t.throws(() => socket.intoInner(), EBADF);
});

test.serial("await using closes at the end of the block", async (t) => {
  {
    await using socket = await drive(UdpSocket.bind("127.0.0.1:0"));
    t.is(fake.network.open, 1);
    t.true(socket.localAddress.port > 0);
  }
  t.is(fake.network.open, 0);
});

test.serial("readWith tries, waits where the operation throws EAGAIN, and passes on what else it throws", async (t) => {
  const [client, server] = await connectedPair();
  const buffer = new Uint8Array(8);
  const reading = server.readWith((inner) => inner.read(buffer));
  await drive(client.write(bytes("abc")));
  t.is(await drive(reading), 3);
  const failure = new Error("mine");
  await t.throwsAsync(
    server.writeWith(() => {
      throw failure;
    }),
    { is: failure },
  );
  const waiting = server.readWith((inner) => inner.read(buffer));
  server.close();
  await t.throwsAsync(waiting, EBADF);
  client.close();
});

test.serial("after intoInner the wrapper is closed and the descriptor is not", async (t) => {
  const socket = await drive(UdpSocket.bind("127.0.0.1:0"));
  const pending = socket.recv(new Uint8Array(1));
  const inner = socket.intoInner();
  await t.throwsAsync(pending, EBADF);
  t.is(fake.network.open, 1);
  const wrapped = new Async(inner);
  t.is(wrapped.inner, inner);
  await drive(wrapped.writable());
  socket.close();
  t.is(fake.network.open, 1);
  wrapped.close();
});

test.serial("a descriptor that cannot be one is refused by name", async (t) => {
  t.throws(() => new Async({ fd: 100_000 }), { code: "ERANGE", message: /descriptor 100000/ });
  t.throws(() => new Async({ fd: -1 }), { code: "EBADF" });
  t.throws(() => new Async({ fd: 900 }), { code: "EBADF" });
  const socket = await drive(UdpSocket.bind("127.0.0.1:0"));
  t.throws(() => new Async(socket.inner), { code: "EEXIST" });
  socket.close();
});

test.serial("running out of sockets names the option, and one that was closed makes room", async (t) => {
  fake.network.capacity = 2;
  const sockets = [await drive(UdpSocket.bind("127.0.0.1:0")), await drive(UdpSocket.bind("127.0.0.1:0"))];
  const error = await t.throwsAsync(UdpSocket.bind("127.0.0.1:0"), {
    code: "EMFILE",
    message: /CONFIG_AIO_MAX_SOCKETS/,
  });
  t.like(error, { option: "CONFIG_AIO_MAX_SOCKETS", syscall: "socket" });
  sockets[0]?.close();
  sockets.push(await drive(UdpSocket.bind("127.0.0.1:0")));
  for (const socket of sockets) {
    socket.close();
  }
  fake.network.capacity = 24;
});
