import { Duplex } from "node:stream";
import test from "ava";
import { packetOf } from "../../../harness/network/packet.ts";
import { Port } from "../../../harness/network/port.ts";

/** A peer in memory that records writes, and takes them only while it is told to. */
class Peer extends Duplex {
  readonly writes: Buffer[][] = [];
  isStuck = false;

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#take([chunk], done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    this.#take(
      chunks.map(({ chunk }) => chunk),
      done,
    );
  }

  #take(chunks: Buffer[], done: () => void): void {
    this.writes.push(chunks);
    if (!this.isStuck) {
      done();
    }
  }
}

function setup(limit?: number) {
  const received: Buffer[] = [];
  const state = { idle: 0 };
  const user = { receive: (packet: Buffer) => received.push(packet), idle: () => state.idle++ };
  const port = new Port({ name: "device", user, limit });
  return { port, received, state, peer: new Peer() };
}

test("what was sent before the peer came waits for it", (t) => {
  const { port, peer } = setup();
  port.send(packetOf(Buffer.from("early")));
  port.flush();
  port.join(peer);
  t.deepEqual(Buffer.concat(peer.writes.flat()), packetOf(Buffer.from("early")));
});

test("packets that lie one behind the other in memory leave as one piece, without a copy", (t) => {
  const { port, peer } = setup();
  port.join(peer);
  const chunk = Buffer.concat([packetOf(Buffer.from("one")), packetOf(Buffer.from("two"))]);
  port.send(chunk.subarray(0, 7));
  port.send(chunk.subarray(7));
  port.flush();
  t.is(peer.writes.length, 1);
  t.deepEqual(peer.writes[0], [chunk]);
  t.is(peer.writes[0]?.[0]?.buffer, chunk.buffer);
});

test("packets from different places leave in one system call", (t) => {
  const { port, peer } = setup();
  port.join(peer);
  for (const text of ["one", "two", "three"]) {
    port.send(Buffer.from(Uint8Array.from(packetOf(Buffer.from(text))).buffer));
  }
  t.is(peer.writes.length, 0);
  port.flush();
  t.deepEqual(
    peer.writes.map((chunks) => chunks.length),
    [3],
  );
});

test("a peer that takes nothing costs bounded memory: what is beyond is dropped and counted", (t) => {
  const { port, peer } = setup(1000);
  peer.isStuck = true;
  port.join(peer);
  for (let number = 0; number < 100; number++) {
    port.send(packetOf(Buffer.alloc(96)));
    port.flush();
  }
  t.true(peer.writableLength <= 1000);
  t.is(port.dropped, 90);
});

test("packets of one chunk are received before the port is idle", (t) => {
  const { port, received, state, peer } = setup();
  port.join(peer);
  peer.emit("data", Buffer.concat([packetOf(Buffer.from("one")), packetOf(Buffer.from("two"))]));
  t.is(received.length, 2);
  t.is(state.idle, 1);
});

test("a peer that closes between frames has left in order", async (t) => {
  const { port, peer } = setup();
  port.join(peer);
  peer.emit("data", packetOf(Buffer.from("one")));
  peer.destroy();
  t.is(await port.ended, undefined);
});

test("a peer that closes inside a frame is told of", async (t) => {
  const { port, peer } = setup();
  port.join(peer);
  peer.emit("data", packetOf(Buffer.alloc(100)).subarray(0, 60));
  peer.destroy();
  const error = await port.ended;
  t.is(error?.code, "ECONNRESET");
  t.is(error?.message, "device left the network: it closed after 60 bytes of a frame");
});

test("a peer that does not speak frames is cut off", async (t) => {
  const { port, received, peer } = setup();
  port.join(peer);
  peer.emit("data", Buffer.concat([packetOf(Buffer.from("fine")), Buffer.from("GET / HTTP/1.1\r\n\r\n")]));
  const error = await port.ended;
  t.is(error?.code, "EPROTO");
  t.regex(
    error?.message ?? "",
    /^device left the network: a frame of 1195725856 bytes was announced, 1 to 65536 are possible$/,
  );
  t.true(peer.destroyed);
  t.is(received.length, 1);
});

test("a connection that fails is told of", async (t) => {
  const { port, peer } = setup();
  port.join(peer);
  peer.destroy(new Error("broken"));
  t.like(await port.ended, { code: "EIO", message: "device left the network: the connection failed: broken" });
});

test("a closed port takes nothing, and a peer that comes late is sent away", (t) => {
  const { port, peer } = setup();
  port.close();
  port.send(packetOf(Buffer.from("late")));
  port.join(peer);
  port.flush();
  t.true(peer.destroyed);
  t.is(peer.writes.length, 0);
});
