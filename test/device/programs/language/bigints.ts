/** BigInt: known values, and operations on values of a fixed seed. */
let seed = 12345;
function random(below: number): number {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
  return (seed >>> 8) % below;
}

const known = [0n, 1n, 255n, 0x7fffffffn, 0x80000000n, 0xffffffffn, 1n << 63n, (1n << 64n) - 1n, 1n << 64n, 10n ** 38n];
const widths = [0, 1, 2, 7, 8, 31, 32, 33, 53, 63, 64, 65, 127, 128, 129, 1000];

function randomValue(): bigint {
  let text = `0x${random(15) + 1}`;
  for (let digits = random(24); digits > 0; digits--) {
    text += [random(16).toString(16), "0", "f"][random(3)];
  }
  return random(2) === 0 ? BigInt(text) : -BigInt(text);
}

function attempt(operation: () => unknown): string {
  try {
    return String(operation());
  } catch (error) {
    return (error as Error).name;
  }
}

let hash = 0xcbf29ce484222325n;
for (const byte of [1, 2, 3]) {
  hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
}
console.log(hash.toString(16));

for (const value of known.flatMap((value) => [value, -value])) {
  const low = widths.map((width) => `${BigInt.asIntN(width, value)} ${BigInt.asUintN(width, value)}`);
  console.log(String(value), low.join(", "));
}
for (const width of [-1, 2 ** 53, 2 ** 53 - 1, 2 ** 32, 1.9, Number.NaN]) {
  console.log(
    String(width),
    attempt(() => BigInt.asIntN(width, -5n)),
    attempt(() => BigInt.asUintN(width, 5n)),
  );
}
for (let round = 0; round < 150; round++) {
  const [a, b, width, shift] = [randomValue(), randomValue(), random(200), BigInt(random(160) - 40)];
  const results = [
    [a + b, a - b, a * b, a & b, a | b, a ^ b, ~a, a << shift, a >> shift],
    [attempt(() => a / b), attempt(() => a % b), a ** BigInt(random(4)), Number(a), a < b, a.toString(2 + random(35))],
    [BigInt.asIntN(width, a), BigInt.asUintN(width, a)],
  ];
  console.log(`${a} ${b} ${shift} ${width}: ${results.flat().join(" ")}`);
}
