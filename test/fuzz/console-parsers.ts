/** The harness's parsers of what a device and QEMU write. Each property throws where one does what it must not. */
import { strict as assert } from "node:assert";
import { Duplex } from "node:stream";
import fc from "fast-check";
import { Elf } from "../../harness/base/elf.ts";
import { isHarnessError } from "../../harness/base/errors.ts";
import { TimeError } from "../../harness/base/time-error.ts";
import { ConsoleDecoder } from "../../harness/console/decode.ts";
import { PositionMapper } from "../../harness/console/positions.ts";
import type { ConsoleItem } from "../../harness/console/records.ts";
import { GdbReader, gdbPacket } from "../../harness/machine/qemu/gdb-packet.ts";
import { Qmp } from "../../harness/machine/qemu/qmp.ts";
import { enhancedPacket, interfaceDescription, sectionHeader } from "../../harness/network/capture/pcapng.ts";
import { readCapture } from "../harness/network/helpers/pcapng.ts";
import { anyBytes, changed, cuts, pieces } from "./bytes.ts";

const texts = [
  '\x1e{"t":"exit","code":0}\nafter',
  "\x02error\x03text",
  "äöü€😀",
  '\x1e{"t":"boot"}\n\x1e{"t":1}\n\x1e[\n',
];
const consoles = fc.oneof(changed(texts.map((text) => Buffer.from(text))), anyBytes(60));

/** The items of a console, with pieces of one text put together. */
function itemsOf(chunks: readonly Buffer[]): ConsoleItem[] {
  const decoder = new ConsoleDecoder();
  const items: ConsoleItem[] = [];
  for (const item of [...chunks.flatMap((chunk) => [...decoder.push(chunk)]), ...decoder.end()]) {
    const last = items.at(-1);
    if (item.kind === "text" && last?.kind === "text" && item.stream === last.stream) {
      items[items.length - 1] = { ...item, text: last.text + item.text };
    } else {
      items.push(item);
    }
  }
  return items;
}

/** Text and records are the same, wherever the stream is cut, and nothing a device prints throws. */
const records = fc.property(consoles, cuts, (bytes, at) => {
  assert.deepEqual(itemsOf(pieces(bytes, at)), itemsOf([bytes]));
});

/** Positions are replaced, wherever the text is cut. */
const positions = fc.property(
  fc.stringMatching(/^(app-1a2b3c4d\.js:1[0-9]:2|app-|app|a|:|x| ){0,8}$/),
  cuts,
  (text, at) => {
    const map = (whole: string) => whole.replace(/app-1a2b3c4d\.js:\d+:\d+/g, "HERE");
    const mapper = new PositionMapper(map);
    const shown = pieces(text, at).map((piece) => mapper.push(piece));
    assert.equal([...shown, mapper.flush()].join(""), map(text));
  },
);

const answers = ['{"QMP":{}}', '{"return":{},"id":1}', '{"error":{"class":"a","desc":"b"},"id":1}', '{"event":"STOP"}'];

/** QEMU's answers, whatever they are: each command ends, and nothing is thrown where nobody catches it. */
const qmp = fc.asyncProperty(
  fc.array(fc.oneof(changed(answers.map((text) => Buffer.from(text))), anyBytes(20)), { maxLength: 6 }),
  fc.array(fc.json({ maxDepth: 2 }), { maxLength: 2 }),
  async (lines, values) => {
    const stream = new Duplex({ read: () => {}, write: (_chunk, _encoding, done) => done() });
    const client = new Qmp(stream);
    const fields = values.flatMap((value) =>
      ["error", "event", "QMP", "id"].map((name) => `{"id":1,"${name}":${value}}`),
    );
    const opened = client.open().catch((error) => assert(isHarnessError(error), String(error)));
    for (const line of ['{"QMP":{}}', ...fields, ...lines.map(String)]) {
      stream.emit("data", `${line}\n`);
      // A command is sent once what came before it has been taken in.
      await new Promise((resolve) => setImmediate(resolve));
    }
    stream.destroy();
    await opened;
  },
);

/** Packets of GDB's protocol are the same, wherever the stream is cut; anything else is an error with a code. */
const gdb = fc.property(
  fc.array(fc.stringMatching(/^[a-z0-9]{0,8}$/), { maxLength: 4 }),
  anyBytes(6),
  cuts,
  (sent, rest, at) => {
    const reader = new GdbReader();
    const came: string[] = [];
    const text = sent.map((payload) => `+${gdbPacket(payload)}`).join("") + rest.toString("latin1");
    try {
      for (const piece of pieces(text, at)) {
        came.push(...reader.push(piece));
      }
    } catch (error) {
      assert(error instanceof TimeError && error.code === "EPROTO", String(error));
      return;
    }
    assert.deepEqual(came.slice(0, sent.length), sent);
  },
);

/** What is written as pcapng is read again by its specification. */
const pcapng = fc.property(
  fc.string({ maxLength: 300 }).filter((text) => !text.includes("\0")),
  anyBytes(80),
  fc.bigInt({ min: 0n, max: (1n << 63n) - 1n }),
  fc.option(fc.oneof(fc.string({ maxLength: 300 }), fc.constant("x".repeat(70_000))), { nil: undefined }),
  (name, frame, nanoseconds, comment) => {
    const packet = enhancedPacket({ interface: 0, nanoseconds, direction: "inbound", frame, comment });
    const file = [sectionHeader("fuzz", comment), interfaceDescription({ name, description: comment }), packet];
    const [read, ...rest] = readCapture(Buffer.concat(file));
    assert(rest.length === 0 && read !== undefined);
    assert(read.frame.equals(frame) && read.nanoseconds === nanoseconds);
    assert.equal(read.name, Buffer.from(name).toString());
    assert(comment === undefined || comment.length > 60_000 || read.comment === Buffer.from(comment).toString());
  },
);

/** An ELF file with a table of one symbol. */
function elfFile(): Buffer {
  const file = Buffer.alloc(52 + 3 * 40 + 16 + 16);
  file.set([0x7f, 0x45, 0x4c, 0x46, 1, 1, 1]);
  file.writeUInt32LE(52, 32);
  file.writeUInt16LE(3, 48);
  file.writeUInt16LE(2, 50);
  const words = (at: number, values: readonly number[]) => {
    for (const [index, value] of values.entries()) {
      file.writeUInt32LE(value, at + 4 * index);
    }
  };
  words(92, [0, 2, 0, 0, 172, 16, 2, 0, 0, 0]);
  words(132, [0, 3, 0, 0, 188, 16, 0, 0, 0, 0]);
  words(172, [1, 0x100, 4, 2]);
  file.write("\0main\0", 188, "latin1");
  return file;
}

/** A file that is no firmware, or a broken one, is an error for users. */
const elf = fc.property(fc.oneof(changed([elfFile()]), anyBytes(60)), (file) => {
  try {
    const read = new Elf(file);
    read.section(".text");
    read.bytes(0, 4);
  } catch (error) {
    assert(isHarnessError(error), String(error));
  }
});

export const consoleParsers = { records, positions, qmp, gdb, pcapng, elf } as const;
