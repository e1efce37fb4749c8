import test from "ava";
import { writeIntelHex } from "../../../harness/flash/intel-hex.ts";

/** Reads Intel HEX as its format says: each record's checksum, and the bytes at their addresses. */
function read(text: string): Map<number, number> {
  const bytes = new Map<number, number>();
  let upper = 0;
  for (const line of text.trimEnd().split("\n")) {
    const record = Buffer.from(line.slice(1), "hex");
    const [count = 0, high = 0, low = 0, type] = record;
    if (line[0] !== ":" || record.length !== count + 5 || record.reduce((sum, each) => sum + each, 0) % 256 !== 0) {
      throw new Error(`not a record: ${line}`);
    }
    const data = record.subarray(4, -1);
    if (type === 4) {
      upper = data.readUInt16BE(0) * 0x1_0000;
    } else if (type === 0) {
      for (const [index, byte] of data.entries()) {
        bytes.set(upper + high * 256 + low + index, byte);
      }
    }
  }
  return bytes;
}

test("an image is written as it is known from other tools", (t) => {
  // Checked with `arm-none-eabi-objcopy -I binary -O ihex --change-addresses 0x08100000`.
  t.is(
    writeIntelHex(Buffer.from("0123456789abcdef0123456789abcdef"), 0x0810_0000),
    [
      ":020000040810E2",
      ":10000000303132333435363738396162636465668E",
      ":10001000303132333435363738396162636465667E",
      ":00000001FF",
      "",
    ].join("\n"),
  );
});

test("what is not a whole unit of flash is filled up with what erased flash reads as", (t) => {
  const bytes = read(writeIntelHex(Buffer.from([1, 2, 3]), 0x0810_0000));
  t.is(bytes.size, 32);
  t.deepEqual(
    [0, 1, 2, 3, 31].map((index) => bytes.get(0x0810_0000 + index)),
    [1, 2, 3, 0xff, 0xff],
  );
});

test("an image that crosses 64 KB, and one in the upper half of the address space, keep their addresses", (t) => {
  const image = Buffer.from(Array.from({ length: 0x1_0040 }, (_, index) => index % 251));
  for (const address of [0x0800_ffe0, 0x9000_0000, 2 ** 32 - 0x1_0040]) {
    const bytes = read(writeIntelHex(image, address));
    t.deepEqual(
      [...bytes.keys()],
      Array.from(image, (_, index) => address + index),
    );
    t.deepEqual(Buffer.from([...bytes.values()]), image);
  }
});

test("an address that is not a unit's, and an image beyond 4 GB, are refused", (t) => {
  t.throws(() => writeIntelHex(Buffer.alloc(1), 0x0810_0010), { instanceOf: RangeError });
  t.throws(() => writeIntelHex(Buffer.alloc(33), 2 ** 32 - 32), { instanceOf: RangeError });
});
