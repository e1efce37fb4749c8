/** Buffers that are transferred away, or resized, while an operation has them. */
import { type TcpStream, timeout, UdpSocket } from "async-io-ts";
import test from "async-io-ts/test";
import { bytes, connectedPair, loopback, text } from "./support.js";

/** What the engine may have of ES2024. */
type Transferable = ArrayBuffer & { transfer?(): ArrayBuffer };
interface Resizable extends ArrayBuffer {
  resize(length: number): void;
}
const ResizableBuffer = ArrayBuffer as unknown as new (length: number, options: { maxByteLength: number }) => Resizable;

const canTransfer = typeof (new ArrayBuffer(1) as Transferable).transfer === "function";
const canResize = typeof (new ArrayBuffer(1) as unknown as Partial<Resizable>).resize === "function";
const transferring = canTransfer ? test : test.skip;
const resizing = canResize ? test : test.skip;

const detach = ({ buffer }: Uint8Array): void => void (buffer as Transferable).transfer?.();
const isGone = { name: "TypeError", code: "EFAULT" };

/** Reads whatever comes until nothing has come for a while: how many bytes. */
async function drain(stream: TcpStream): Promise<number> {
  const buffer = new Uint8Array(2_048);
  let total = 0;
  for (;;) {
    const count = await timeout(1_000, (signal) => stream.read(buffer, { signal })).catch(() => 0);
    if (count === 0) {
      return total;
    }
    total += count;
  }
}

transferring("writeAll of a buffer that is transferred midway rejects, and says how much was sent", async (t) => {
  const [client, server] = await connectedPair();
  const large = new Uint8Array(100_000);
  const writing = client.writeAll(large);
  detach(large);
  const failed = t.throwsAsync(() => writing, isGone);
  const received = await drain(server);
  const error = (await failed) as Error & { bytesWritten: number };
  t.is(error.bytesWritten, received);
  t.true(received < 100_000);
  // The connection goes on.
  await client.writeAll(bytes("next"));
  const buffer = new Uint8Array(4);
  await server.read(buffer);
  t.is(text(buffer), "next");
  client.close();
  server.close();
});

transferring(
  "a read that waits for a buffer that is transferred rejects, and the bytes are there for the next",
  async (t) => {
    const [client, server] = await connectedPair();
    for (const options of [undefined, { signal: new AbortController().signal }]) {
      const buffer = new Uint8Array(16);
      const reading = server.read(buffer, options);
      detach(buffer);
      const failed = t.throwsAsync(() => reading, isGone);
      await client.writeAll(bytes("kept"));
      await failed;
      const again = new Uint8Array(16);
      t.is(text(again.subarray(0, await server.read(again))), "kept");
    }
    client.close();
    server.close();
  },
);

transferring("datagrams and buffers that were transferred before are refused", async (t) => {
  const socket = await UdpSocket.bind(loopback);
  const gone = new Uint8Array(4);
  detach(gone);
  await t.throwsAsync(() => socket.sendTo(gone, socket.localAddress), isGone);
  await t.throwsAsync(() => socket.recvFrom(gone), isGone);
  const buffer = new Uint8Array(4);
  const receiving = socket.recvFrom(buffer);
  detach(buffer);
  const failed = t.throwsAsync(() => receiving, isGone);
  const other = await UdpSocket.bind(loopback);
  await other.sendTo(bytes("kept"), socket.localAddress);
  await failed;
  const again = new Uint8Array(4);
  t.is((await socket.recvFrom(again))[0], 4);
  t.is(text(again), "kept");
  const [client, server] = await connectedPair();
  await t.throwsAsync(() => client.write(gone), isGone);
  await t.throwsAsync(() => client.writeAll(gone), isGone);
  await t.throwsAsync(() => client.read(gone), isGone);
  for (const one of [socket, other, client, server]) {
    one.close();
  }
});

resizing("a read takes as much as its buffer has room for when the bytes come", async (t) => {
  const [client, server] = await connectedPair();
  // The view follows its buffer: 64, then 4, then 32.
  for (const size of [4, 32]) {
    const resizable = new ResizableBuffer(64, { maxByteLength: 64 });
    const view = new Uint8Array(resizable);
    const reading = server.read(view);
    resizable.resize(size);
    // What has moved next to it must stay as it is.
    const beside = new Uint8Array(256).fill(7);
    await client.writeAll(new Uint8Array(32).fill(1));
    t.is(await reading, size);
    t.deepEqual(
      [...view],
      Array.from({ length: size }, () => 1),
    );
    t.true(beside.every((byte) => byte === 7));
    if (size < 32) {
      t.is(await server.read(new Uint8Array(64)), 32 - size);
    }
  }
  client.close();
  server.close();
});

resizing(
  "what is written is the bytes of the call: a buffer that has shrunk rejects, one that has grown adds nothing",
  async (t) => {
    const [client, server] = await connectedPair();
    const resizable = new ResizableBuffer(30_000, { maxByteLength: 36_000 });
    const shrunk = client.writeAll(new Uint8Array(resizable));
    resizable.resize(1_000);
    const failed = t.throwsAsync(() => shrunk, isGone);
    const received = await drain(server);
    t.is(((await failed) as Error & { bytesWritten: number }).bytesWritten, received);

    const growing = new ResizableBuffer(30_000, { maxByteLength: 36_000 });
    const grown = client.writeAll(new Uint8Array(growing));
    growing.resize(36_000);
    t.is(await drain(server), 30_000);
    await grown;
    client.close();
    server.close();
  },
);

test("what is no Uint8Array is refused", async (t) => {
  const [client, server] = await connectedPair();
  const socket = await UdpSocket.bind(loopback);
  for (const wrong of ["text", undefined, null, 1, {}, [1]] as unknown as Uint8Array[]) {
    await t.throwsAsync(() => client.writeAll(wrong), isGone);
    await t.throwsAsync(() => client.read(wrong), isGone);
    await t.throwsAsync(() => socket.sendTo(wrong, loopback.replace("0", "7")), isGone);
  }
  for (const one of [client, server, socket]) {
    one.close();
  }
});
