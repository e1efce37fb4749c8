/** What byte code might lose: it prints the same from source and from a snapshot. */
const tag = (strings: TemplateStringsArray, ...values: unknown[]) => `${strings.raw.join("|")} ${values.join()}`;
const site = (value: number) => ((strings: TemplateStringsArray, _: number) => strings)`same ${value}`;

class Counter {
  static #made = 0;
  readonly #step: number;
  static get made(): number {
    return Counter.#made;
  }
  constructor(step = 1.5) {
    this.#step = step;
    Counter.#made++;
  }
  *values(count: number): Generator<number> {
    for (let i = 0; i < count; i++) {
      yield i * this.#step;
    }
  }
  async *later(count: number): AsyncGenerator<number> {
    for (const value of this.values(count)) {
      yield await Promise.resolve(value);
    }
  }
}

function optional(_a: number, _b = 2, ..._rest: number[]): void {}

console.log(tag`a\n${1}b${2}`, String.raw`\u{41}`, `plain ${1 + 1}`);
console.log(site(1) === site(2), Object.isFrozen(site(3)), site(4).length);
console.log(optional.length, optional.name, (() => 0).name, Counter.name);
console.log([...new Counter().values(3)].join(), Counter.made);
for await (const value of new Counter(0.1).later(3)) {
  console.log(value);
}
console.log(/(\d+)-(\w)/giu.exec("é 42-X")?.slice(1).join(), /^\/[a-z]+$/.source);
console.log((123_456_789_012_345_678_901_234_567_890n * -3n).toString(), 1e-7, 2 ** 40, Number.MAX_VALUE);
console.log("ünïcødé \u{1f600} \0 \x1f".length, { 65535: "a", 65536: "b", 134217727: "c" }[65_536]);
const { a = 1, ...others }: Record<string, number> = { b: 2, c: 3 };
console.log(a, JSON.stringify(others), typeof globalThis);
label: for (const outer of [1, 2]) {
  switch (outer) {
    case 1:
      continue label;
    default:
      console.log("default", outer);
  }
}

export {};
