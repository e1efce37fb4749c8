/** Numbers as text and text as numbers: known values, and values of a fixed seed. */
const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);
let seed = 7;

function random(below: number): number {
  seed ^= seed << 13;
  seed ^= seed >>> 17;
  seed ^= seed << 5;
  return (seed >>> 0) % below;
}

/** A number by its bits, which no conversion has touched. */
function bits(value: number): string {
  float[0] = value;
  return `${words[1]?.toString(16)}:${words[0]?.toString(16)}`;
}

function randomNumber(): number {
  switch (random(5)) {
    case 0:
      words[0] = random(2 ** 32);
      words[1] = random(0x7ff00000);
      return float[0] ?? 0;
    case 1:
      return random(1_000_000) / 1000;
    case 2:
      return random(2 ** 32) * random(2 ** 32);
    case 3:
      return (random(200_000) - 100_000) / 100;
    default:
      return 2 ** random(1000) * (3 + 2 * random(3));
  }
}

function randomText(): string {
  let text = "";
  for (let digits = 1 + random(25); digits > 0; digits--) {
    text += random(10);
  }
  const point = random(text.length + 1);
  text = `${text.slice(0, point)}.${text.slice(point)}`;
  return random(2) === 0 ? text : `${text}e${random(660) - 340}`;
}

function attempt(operation: () => string): string {
  try {
    return operation();
  } catch (error) {
    return (error as Error).name;
  }
}

const texts = [
  ..."1 .5 5. . -.5 1e 0x1f 0X1F 0b101 0o17 -0x1 0x Infinity -Infinity infinity 1_000 12abc 1e1000 -1e-1000 4.9e-324".split(
    " ",
  ),
  ..."2.4703282292062327e-324 2.4703282292062328e-324 1.7976931348623158e308 1.7976931348623159e308".split(" "),
  ..."2.2250738585072011e-308 9007199254740993 9007199254740993.0000000000000001 0x20000000000001 0x20000000000003".split(
    " ",
  ),
  "",
  " \t12\n",
  "1".repeat(310),
  `0.${"0".repeat(400)}1e400`,
];
for (const text of texts) {
  console.log(JSON.stringify(text), bits(Number(text)), bits(Number.parseFloat(text)));
}

const known = [0, -0, 5e-324, Number.MAX_VALUE, 1.005, 4.35, 0.5, 1.5, 2.5, -0.05, 1e21, 1e-7, 99.95, 9.5, 1e23, -1.45];
for (const value of [...known, 2 ** 53, 123.456, 0.000001234, 2445736068346016000, 2 ** 127, Number.NaN, -1 / 0]) {
  const digits = [0, 1, 2, 5, 20, 100, -1, 101];
  const rounded = [
    digits.map((count) => attempt(() => value.toFixed(count))),
    digits.map((count) => attempt(() => value.toExponential(count))),
    digits.map((count) => attempt(() => value.toPrecision(count))),
  ];
  console.log(bits(value), String(value), value.toExponential(), rounded.flat().join(" "));
}
for (let round = 0; round < 400; round++) {
  const value = randomNumber();
  const count = random(4) === 0 ? 1 + random(100) : 1 + random(8);
  console.log(bits(value), String(value), value.toFixed(count), value.toExponential(count), value.toPrecision(count));
  const text = randomText();
  console.log(text, bits(Number(text)), bits(Number.parseFloat(text)));
}
