/** Bytes for parsers: nonsense, and what was right before it was changed. */
import fc from "fast-check";

const interesting = [0x00, 0x01, 0x02, 0x03, 0x05, 0x0a, 0x1e, 0x22, 0x3f, 0x40, 0x7f, 0x80, 0xc0, 0xfe, 0xff];

/** The longest frame that there is. */
const longest = 0x1_0000;

const edit = fc.record({
  kind: fc.constantFrom("set", "insert", "cut", "flip", "repeat"),
  /** As a part of the length. */
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  byte: fc.oneof(fc.constantFrom(...interesting), fc.nat(0xff)),
});
type Edit = typeof edit extends fc.Arbitrary<infer Value> ? Value : never;

/** Nonsense of up to so many bytes. */
export function anyBytes(most: number): fc.Arbitrary<Buffer> {
  return fc.uint8Array({ maxLength: most }).map((bytes) => Buffer.from(bytes));
}

/** One of some samples, with up to eight changes. */
export function changed(samples: readonly Uint8Array[]): fc.Arbitrary<Buffer> {
  return fc
    .tuple(fc.constantFrom(...samples), fc.array(edit, { maxLength: 8 }))
    .map(([sample, edits]) => edits.reduce(apply, Buffer.from(sample)).subarray(0, longest));
}

/** The same bytes in pieces, as a stream may bring them. */
export function pieces<Whole extends Buffer | string>(whole: Whole, cuts: readonly number[]): Whole[] {
  const places = cuts.map((cut) => Math.floor(cut * whole.length)).sort((one, other) => one - other);
  return [...places, whole.length].map((end, index) => whole.slice(places[index - 1] ?? 0, end) as Whole);
}

/** Where a stream is cut, as parts of its length. */
export const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 });

function apply(bytes: Buffer, { kind, at, byte }: Edit): Buffer {
  const place = Math.min(bytes.length - 1, Math.floor(at * bytes.length));
  if (bytes.length === 0 || kind === "insert") {
    return Buffer.concat([bytes.subarray(0, place), Buffer.from([byte]), bytes.subarray(place)]);
  }
  if (kind === "cut") {
    return bytes.subarray(0, place);
  }
  if (kind === "repeat") {
    return Buffer.concat([bytes, bytes.subarray(place)]);
  }
  const copy = Buffer.from(bytes);
  copy.writeUInt8(kind === "set" ? byte : copy.readUInt8(place) ^ byte, place);
  return copy;
}
