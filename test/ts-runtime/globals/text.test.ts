/** UTF-8, held against Node's own. */
import test from "ava";
import "../support/install.ts";
import { TextDecoder } from "../../../ts-runtime/src/globals/text-decoder.ts";
import { TextEncoder } from "../../../ts-runtime/src/globals/text-encoder.ts";

const samples = [
  "",
  "plain",
  "naïve café",
  "日本語",
  "😀 beyond",
  "\u0000",
  "\ud800 alone",
  "end \udc00",
  "\u07ff\u0800\uffff\u{10000}\u{10ffff}",
];

test("encode makes what Node makes, half pairs included", (t) => {
  for (const sample of samples) {
    t.deepEqual([...new TextEncoder().encode(sample)], [...new globalThis.TextEncoder().encode(sample)], sample);
  }
});

test("encodeInto writes whole characters only", (t) => {
  for (let size = 0; size < 12; size++) {
    const [mine, nodes] = [new Uint8Array(size), new Uint8Array(size)];
    t.deepEqual(new TextEncoder().encodeInto("aé€😀z", mine), new globalThis.TextEncoder().encodeInto("aé€😀z", nodes));
    t.deepEqual(mine, nodes);
  }
});

test("decode makes what Node makes of any bytes, whole or in pieces", (t) => {
  let state = 7;
  const next = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state >> 16;
  };
  // Mostly bytes that matter in UTF-8: leads, continuations, and what may stand at neither place.
  const kinds = [0x41, 0x80, 0xbf, 0x9f, 0xa0, 0xc1, 0xc2, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xff, 0xbb];
  for (let round = 0; round < 5_000; round++) {
    const bytes = Uint8Array.from({ length: next() % 8 }, () => kinds[next() % kinds.length] as number);
    const expected = new globalThis.TextDecoder().decode(bytes);
    t.is(new TextDecoder().decode(bytes), expected, `${[...bytes].map((byte) => byte.toString(16))}`);
    const decoder = new TextDecoder();
    let pieces = "";
    for (const byte of bytes) {
      pieces += decoder.decode(new Uint8Array([byte]), { stream: true });
    }
    t.is(pieces + decoder.decode(), expected);
  }
});

test("fatal refuses what is not UTF-8, and the decoder can be used again", (t) => {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  t.throws(() => decoder.decode(new Uint8Array([0x61, 0xff])), { instanceOf: TypeError });
  t.throws(() => decoder.decode(new Uint8Array([0xe2, 0x82])), { instanceOf: TypeError });
  t.is(decoder.decode(new Uint8Array([0x61])), "a");
});

test("a byte order mark is left out unless it is asked for, and other views are decoded by their bytes", (t) => {
  const marked = new Uint8Array([0xef, 0xbb, 0xbf, 0x61]);
  t.is(new TextDecoder().decode(marked), "a");
  t.is(new TextDecoder("UTF-8", { ignoreBOM: true }).decode(marked), "\ufeffa");
  t.is(new TextDecoder().decode(new DataView(marked.buffer, 3)), "a");
  t.is(new TextDecoder().decode(marked.buffer), "a");
  t.throws(() => new TextDecoder("latin1"), { instanceOf: RangeError, message: /expected "utf-8".*got "latin1"/ });
});

test("long texts come out whole", (t) => {
  const text = "äöü €😀 ".repeat(500);
  t.is(new TextDecoder().decode(new TextEncoder().encode(text)), text);
});

test("UTF-8 has all the names that the web gives it", (t) => {
  for (const label of ["utf8", " UTF-8\n", "unicode11utf8", "unicode20utf8", "x-unicode20utf8", "unicode-1-1-utf-8"]) {
    t.is(new TextDecoder(label).encoding, "utf-8");
  }
});
