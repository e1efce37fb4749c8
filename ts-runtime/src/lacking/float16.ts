/** Numbers of 16 bits: `Math.f16round`, `getFloat16` and `setFloat16` of DataViews. */
import { supply } from "./supply.ts";

/** The bits of the nearest number of 16 bits, ties to even. */
function bitsOf(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (Number.isNaN(value)) {
    return 0x7e00;
  }
  if (size >= 65520) {
    return sign | 0x7c00;
  }
  // Below 2^-14 all have the same distance, 2^-24.
  let exponent = -14;
  while (exponent < 15 && size >= 2 ** (exponent + 1)) {
    exponent++;
  }
  // Exact: the division is by a power of two.
  const scaled = size / 2 ** (exponent - 10);
  const below = Math.floor(scaled);
  const over = scaled - below;
  const rounded = over > 0.5 || (over === 0.5 && below % 2 === 1) ? below + 1 : below;
  // A mantissa that is rounded up to the next power carries into the exponent.
  return sign | ((exponent + 14) * 1024 + rounded);
}

function numberOf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const mantissa = bits & 1023;
  if (exponent === 31) {
    return mantissa === 0 ? sign * Infinity : NaN;
  }
  return exponent === 0 ? sign * mantissa * 2 ** -24 : sign * (1024 + mantissa) * 2 ** (exponent - 25);
}

const { getUint16, setUint16 } = DataView.prototype;

supply(Math, {
  f16round(value: unknown) {
    return numberOf(bitsOf(+(value as number)));
  },
});

supply(DataView.prototype, {
  getFloat16(this: DataView, at: number, ...[isLittle]: boolean[]) {
    return numberOf(getUint16.call(this, at, isLittle));
  },
  setFloat16(this: DataView, at: number, value: unknown, ...[isLittle]: boolean[]) {
    // The value is converted behind the index, where setUint16 does it.
    setUint16.call(this, at, { valueOf: () => bitsOf(+(value as number)) } as unknown as number, isLittle);
  },
});
