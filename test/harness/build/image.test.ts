import { readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "ava";
import { root } from "../../../harness/base/paths.js";
import { readImage, writeImage } from "../../../harness/build/index.ts";

const network = { address: "10.0.2.15", netmask: "255.255.255.0", gateway: "10.0.2.2", dns: "10.0.2.3" };

test("what is written is read back", (t) => {
  const image = writeImage({
    program: 'console.log("ü");',
    args: ["a", 'b "c"', ""],
    network,
    epoch: 1_790_000_000_123,
  });
  const { program, ...rest } = readImage(image);
  t.is(Buffer.from(program).toString(), 'console.log("ü");');
  t.deepEqual(rest, {
    kind: "source",
    id: 0,
    args: ["a", 'b "c"', ""],
    network,
    epoch: 1_790_000_000_123,
    seed: undefined,
  });
});

test("the defaults are a source program without arguments that asks for DHCP", (t) => {
  const { program, ...rest } = readImage(writeImage({ program: "" }));
  const none = "0.0.0.0";
  t.is(program.length, 0);
  t.deepEqual(rest, {
    kind: "source",
    id: 0,
    args: [],
    network: { address: none, netmask: none, gateway: none, dns: none },
    epoch: 0,
    seed: undefined,
  });
});

test("kinds and bytes are kept", (t) => {
  const bytes = Uint8Array.of(0, 1, 2, 255);
  const image = readImage(writeImage({ program: bytes, kind: "builtin" }));
  t.is(image.kind, "builtin");
  t.deepEqual(Uint8Array.from(image.program), bytes);
});

test("a snapshot says which engine it is for, and begins on a multiple of 8", (t) => {
  for (const args of [[], ["1"], ["a", "long one"]]) {
    const image = writeImage({ program: Uint8Array.of(1, 2, 3), kind: "snapshot", id: 0xfedcba98, args });
    const { kind, id } = readImage(image);
    t.deepEqual({ kind, id }, { kind: "snapshot", id: 0xfedcba98 });
    t.is(Buffer.from(image).readUInt32LE(44) % 8, 0);
  }
});

test("the layout is the firmware's, byte by byte", async (t) => {
  const image = Buffer.from(writeImage({ program: "x", args: ["y"], network, epoch: 0x0102_0304 }));
  const header = await readFile(join(root, "firmware", "app", "image.h"), "utf8");
  const constant = (name: string) => Number(new RegExp(`${name}\\s+(0x[0-9a-f]+|\\d+)`).exec(header)?.[1]);
  t.is(image.readUInt32LE(0), constant("AIO_IMAGE_MAGIC"));
  t.is(image.toString("latin1", 0, 4), "AITS");
  t.is(image.readUInt16LE(4), constant("AIO_IMAGE_VERSION"));
  t.is(image.readUInt16LE(6), 64);
  t.is(image.readUInt32LE(8), image.length);
  t.deepEqual([...image.subarray(16, 20)], [10, 0, 2, 15]);
  t.deepEqual([...image.subarray(20, 24)], [255, 255, 255, 0]);
  t.deepEqual([...image.subarray(24, 28)], [10, 0, 2, 2]);
  t.deepEqual([...image.subarray(28, 32)], [10, 0, 2, 3]);
  t.is(image.readUInt32LE(32), 0);
  t.is(image.readUInt32LE(36), 64);
  t.is(image.readUInt32LE(40), 5);
  t.is(image.toString("utf8", 64, 70), '["y"]\0');
  t.is(image.readUInt32LE(44), 72);
  t.is(image.readUInt32LE(48), 1);
  t.is(image.toString("utf8", 72), "x\0");
  t.is(image.readUInt32LE(52), 0);
  t.is(image.readBigUInt64LE(56), 0x0102_0304n);
});

test("a seed lies between the header and the arguments", (t) => {
  const seed = Uint8Array.from({ length: 32 }, (_, at) => at);
  const image = Buffer.from(writeImage({ program: "x", args: ["y"], seed }));
  t.is(image.readUInt16LE(6), 96);
  t.deepEqual([...image.subarray(64, 96)], [...seed]);
  const read = readImage(image);
  t.deepEqual(read.seed, seed);
  t.deepEqual(read.args, ["y"]);
  t.is(Buffer.from(read.program).toString(), "x");
  image.writeUInt32LE(64, 36);
  t.throws(() => readImage(image), { code: "EINVAL" });
  t.throws(() => writeImage({ program: "x", seed: seed.subarray(1) }), { code: "EINVAL", message: /32 bytes, but 31/ });
});

test("the checksum is CRC-32 as zlib has it", (t) => {
  const image = Buffer.from(writeImage({ program: "x" }));
  let crc = 0xffffffff;
  for (const byte of image.subarray(16)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) {
      crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
  }
  t.is(image.readUInt32LE(12), ~crc >>> 0);
});

test("a program that does not fit is refused with both sizes", (t) => {
  t.throws(() => writeImage({ program: "x".repeat(1000), capacity: 1000 }), {
    code: "EFBIG",
    message: /its image has 1073 bytes, the device has room for 1000; raise CONFIG_AIO_IMAGE_SIZE/,
  });
  t.is(writeImage({ program: "x".repeat(1000), capacity: 1073 }).length, 1073);
});

test("an address that is none is refused", (t) => {
  t.throws(() => writeImage({ program: "", network: { ...network, address: "10.0.2.300" } }), { code: "EINVAL" });
});

const damaged = test.macro({
  exec(t, damage: (image: Buffer) => Buffer | undefined, code: string) {
    const image = Buffer.from(writeImage({ program: "console.log(1)" }));
    t.throws(() => readImage(damage(image) ?? image), { code });
  },
  title: (title) => `an image is refused that ${title}`,
});

test("is empty", damaged, () => Buffer.alloc(0), "ENOENT");
test("begins with something else", damaged, (image) => void image.fill(0, 0, 4), "ENOENT");
test("has another format's version", damaged, (image) => void image.writeUInt16LE(1, 4), "EPROTO");
test("is cut off", damaged, (image) => image.subarray(0, image.length - 1), "EINVAL");
test("has a program beyond its end", damaged, (image) => void image.writeUInt32LE(1000, 48), "EINVAL");
test("has arguments inside its header", damaged, (image) => void image.writeUInt32LE(10, 36), "EINVAL");
test(
  "has one bit flipped",
  damaged,
  (image) => void image.writeUInt8((image.at(-2) ?? 0) ^ 1, image.length - 2),
  "EILSEQ",
);
