import { readFile } from "node:fs/promises";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { execa } from "execa";
import { CaptureBuffer } from "../../../harness/evidence/capture-buffer.ts";
import { enhancedPacket, interfaceDescription, sectionHeader } from "../../../harness/network/capture/pcapng.ts";
import { needsTool } from "../../support/needs.ts";
import { readCapture } from "../network/helpers/pcapng.ts";
import { temporaryFolder } from "../network/helpers/temporary.ts";

function packet(i: number): Buffer {
  const frame = Buffer.alloc(1500, i);
  return enhancedPacket({ interface: 0, nanoseconds: BigInt(i), direction: "outbound", frame, comment: `number ${i}` });
}

const tshark = needsTool("tshark");

/** A file of a buffer that has been given more packets than it keeps. */
async function saveMany(t: ExecutionContext) {
  const buffer = new CaptureBuffer();
  buffer.write(sectionHeader("test"));
  buffer.write(interfaceDescription({ name: "sensor" }));
  const total = 30_000;
  for (let i = 0; i < total; i++) {
    buffer.write(packet(i % 256));
  }
  const file = join(await temporaryFolder(t), "run.pcapng");
  await buffer.save(file);
  return { buffer, total, file };
}

/** The comments of a buffer's packets are their numbers, to 255. */
const last = (total: number, count: number) =>
  Array.from({ length: count }, (_, i) => `number ${(total - count + i) % 256}`);

test("of very many packets the last ones are kept, in a file that is whole", async (t) => {
  const { buffer, total, file } = await saveMany(t);
  t.true(buffer.contents().length < 17 << 20);
  t.is(buffer.packets + buffer.dropped, total);
  const comments = readCapture(await readFile(file)).map(({ comment }) => comment);
  t.deepEqual(comments, last(total, buffer.packets));
});

tshark.declare("tshark reads a file of the last packets", async (t) => {
  const { buffer, total, file } = await saveMany(t);
  const { stdout } = await execa(tshark.path, ["-r", file, "-T", "fields", "-e", "frame.comment"]);
  t.deepEqual(stdout.trim().split("\n"), last(total, buffer.packets));
});
