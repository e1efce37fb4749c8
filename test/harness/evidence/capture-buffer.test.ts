import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { execa } from "execa";
import { CaptureBuffer } from "../../../harness/evidence/capture-buffer.ts";
import { enhancedPacket, interfaceDescription, sectionHeader } from "../../../harness/network/capture/pcapng.ts";

function packet(i: number): Buffer {
  const frame = Buffer.alloc(1500, i);
  return enhancedPacket({ interface: 0, nanoseconds: BigInt(i), direction: "outbound", frame, comment: `number ${i}` });
}

test("of very many packets the last ones are kept, in a file that is whole", async (t) => {
  const buffer = new CaptureBuffer();
  buffer.write(sectionHeader("test"));
  buffer.write(interfaceDescription({ name: "sensor" }));
  const total = 30_000;
  for (let i = 0; i < total; i++) {
    buffer.write(packet(i % 256));
  }
  t.true(buffer.contents().length < 17 << 20);
  t.is(buffer.packets + buffer.dropped, total);
  const file = join(tmpdir(), `aio-capture-${process.pid}.pcapng`);
  t.teardown(() => rmSync(file, { force: true }));
  await buffer.save(file);
  const { stdout } = await execa("tshark", ["-r", file, "-T", "fields", "-e", "frame.comment"]);
  const comments = stdout.trim().split("\n");
  t.is(comments.length, buffer.packets);
  t.is(comments.at(-1), `number ${(total - 1) % 256}`);
});
