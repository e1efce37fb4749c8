/** Datagrams. */
import test from "ava";
import { bytes, drive, fake, nothingIsLeft, text, UdpSocket } from "./support/device.ts";

test.afterEach.always(nothingIsLeft);

async function two(): Promise<[UdpSocket, UdpSocket]> {
  return [await drive(UdpSocket.bind("127.0.0.1:0")), await drive(UdpSocket.bind("127.0.0.1:0"))];
}

test.serial("sendTo, peekFrom and recvFrom tell the length and the sender", async (t) => {
  const [first, second] = await two();
  t.is(await first.sendTo(bytes("ping"), second.localAddress), 4);
  const buffer = new Uint8Array(8);
  t.deepEqual(await second.peekFrom(buffer), [4, first.localAddress]);
  t.deepEqual(await second.recvFrom(buffer), [4, first.localAddress]);
  const waiting = second.recvFrom(buffer);
  await first.sendTo(bytes("later"), second.localAddress);
  t.deepEqual(await drive(waiting), [5, first.localAddress]);
  first.close();
  second.close();
});

test.serial("connected sockets send, peek and receive", async (t) => {
  const [first, second] = await two();
  await t.throwsAsync(first.send(bytes("where to?")), { code: "EDESTADDRREQ" });
  await first.connect(second.localAddress);
  t.deepEqual(first.peerAddress, second.localAddress);
  const buffer = new Uint8Array(8);
  const peeking = second.peek(buffer);
  t.is(await first.send(bytes("abc")), 3);
  t.is(await drive(peeking), 3);
  t.is(await second.recv(buffer), 3);
  t.is(text(buffer.subarray(0, 3)), "abc");
  first.close();
  second.close();
});

test.serial("an empty datagram is one, and a long one is cut", async (t) => {
  const [first, second] = await two();
  t.is(await first.sendTo(new Uint8Array(0), second.localAddress), 0);
  await first.sendTo(bytes("0123456789"), second.localAddress);
  const buffer = new Uint8Array(4);
  t.is((await second.recvFrom(buffer))[0], 0);
  t.is((await second.recvFrom(buffer))[0], 4);
  t.is(text(buffer), "0123");
  first.close();
  second.close();
});

test.serial("sendTo takes a host name, and looks up no numeric address", async (t) => {
  const [first, second] = await two();
  fake.forget();
  await first.sendTo(bytes("a"), second.localAddress);
  t.is(fake.calls.lookup, undefined);
  await drive(first.sendTo(bytes("b"), `localhost:${second.localAddress.port}`));
  t.is(fake.calls.lookup, 1);
  const buffer = new Uint8Array(1);
  await second.recv(buffer);
  await second.recv(buffer);
  t.is(text(buffer), "b");
  await t.throwsAsync(drive(first.sendTo(bytes("c"), "nowhere.example:1")), { code: "ENOENT" });
  first.close();
  second.close();
});

test.serial("a bad address rejects before anything is sent", async (t) => {
  const [first, second] = await two();
  fake.forget();
  await t.throwsAsync(first.sendTo(bytes("x"), "127.0.0.1:65536"), { code: "EINVAL", message: /65535, got "65536"/ });
  t.deepEqual(fake.calls, {});
  first.close();
  second.close();
});
