import test from "ava";
import { randomStream } from "../../../harness/network/link/random.ts";
import { longestFrame, packetOf } from "../../../harness/network/packet.ts";
import { PacketReader } from "../../../harness/network/packet-reader.ts";

function read(chunks: readonly Buffer[]): Buffer[] {
  const reader = new PacketReader();
  const packets: Buffer[] = [];
  for (const chunk of chunks) {
    reader.push(chunk, (packet) => packets.push(packet));
  }
  return packets;
}

test("packets are found wherever the stream is cut", (t) => {
  const random = randomStream(7, "cuts");
  for (let round = 0; round < 200; round++) {
    const packets = Array.from({ length: 1 + Math.floor(random() * 8) }, (_, index) =>
      packetOf(Buffer.alloc(1 + Math.floor(random() * 2000), index)),
    );
    const whole = Buffer.concat(packets);
    const chunks: Buffer[] = [];
    for (let at = 0; at < whole.length; ) {
      const end = at + 1 + Math.floor(random() * 700);
      chunks.push(whole.subarray(at, end));
      at = end;
    }
    t.deepEqual(read(chunks), packets);
  }
});

test("a stream that comes byte by byte is a stream", (t) => {
  const packets = [packetOf(Buffer.from("one")), packetOf(Buffer.from("three"))];
  t.deepEqual(read(Array.from(Buffer.concat(packets), (byte) => Buffer.from([byte]))), packets);
});

test("packets that came in one piece are not copied", (t) => {
  const chunk = Buffer.concat([packetOf(Buffer.alloc(100)), packetOf(Buffer.alloc(200))]);
  const packets = read([chunk]);
  t.is(packets.length, 2);
  t.true(packets.every((packet) => packet.buffer === chunk.buffer));
});

test("the longest frame passes", (t) => {
  t.is(read([packetOf(Buffer.alloc(longestFrame))])[0]?.length, 4 + longestFrame);
});

for (const [title, length] of [
  ["a length of zero", 0],
  ["a length beyond 64 KiB", longestFrame + 1],
  ["what is text and no length", Buffer.from("HTTP").readUInt32BE()],
] as const) {
  test(`${title} is refused before its bytes have come`, (t) => {
    const head = Buffer.alloc(4);
    head.writeUInt32BE(length);
    t.throws(() => read([packetOf(Buffer.from("fine")), head]), {
      code: "EPROTO",
      message: new RegExp(`${length} bytes`),
    });
  });
}

test("what is left of a frame is known", (t) => {
  const reader = new PacketReader();
  reader.push(packetOf(Buffer.alloc(50)).subarray(0, 20), () => t.fail());
  t.is(reader.unfinished, 20);
});

test("no stream of random bytes makes the reader throw anything but EPROTO", (t) => {
  const random = randomStream(8, "noise");
  for (let round = 0; round < 500; round++) {
    const noise = Buffer.from(Array.from({ length: 64 }, () => Math.floor(random() * (random() < 0.7 ? 2 : 256))));
    try {
      const total = read([noise.subarray(0, 21), noise.subarray(21)]).reduce((sum, packet) => sum + packet.length, 0);
      t.true(total <= noise.length);
    } catch (error) {
      t.is((error as NodeJS.ErrnoException).code, "EPROTO");
    }
  }
});

for (const length of [0, longestFrame + 1]) {
  test(`a frame of ${length} bytes cannot be sent`, (t) => {
    t.throws(() => packetOf(Buffer.alloc(length)), { code: "EMSGSIZE" });
  });
}
