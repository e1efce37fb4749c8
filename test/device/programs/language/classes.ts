/** Private and static members of classes, in every place where they may be read and assigned to. */
class Sensor {
  static #count = 1;
  static #made: Sensor[] = [];
  static all = [Sensor.#count];
  #id = 0;
  #big = 5n;
  static {
    Sensor.#count = 5;
    Sensor.#made.push(new Sensor());
  }
  static get total(): number {
    return Sensor.#count;
  }
  static set #total(value: number) {
    Sensor.#count = value;
  }
  static bump(): number {
    Sensor.#total = Sensor.#count + 1;
    Sensor.#count++;
    return Sensor.#made.length;
  }
  name = "";
  constructor(name = "n") {
    this.name = name;
    this.#id = Sensor.#count++;
  }
  get #raw(): number {
    return this.#id;
  }
  set #raw(value: number) {
    this.#id = value;
  }
  up(): unknown[] {
    this.#raw += 2;
    this.#raw++;
    [this.#id, this.#big] = [this.#id + 1, 9n];
    ({ x: this.#id = 7 } = {} as { x?: number });
    return [this.#id, this.#big--, --this.#big, this.#raw, this.#id++];
  }
  static is(value: object): boolean {
    return #id in value;
  }
  #plus(more: number): number {
    return this.#id + more;
  }
  call(): number {
    return this.#plus?.(3) ?? 0;
  }
  static async load(sensor: Sensor): Promise<bigint> {
    await null;
    sensor.#id ||= 4;
    sensor.#id &&= 6;
    sensor.#big **= 2n;
    return sensor.#big;
  }
  of(other?: Sensor): string | number | undefined {
    try {
      return other === undefined ? undefined : other.#id;
    } catch (error) {
      return (error as Error).name;
    }
  }
  *ids(): Generator<number> {
    yield this.#id;
    for (this.#id of [1, 2, 3]) {
      yield this.#id;
    }
  }
  arrow = (): number => this.#id;
  text(): string {
    return `${this.#id}`;
  }
}
class Named extends Sensor {
  #id = "b";
  static #first = Named.total;
  own(): string {
    return this.#id + super.call();
  }
  static first(): number {
    return Named.#first;
  }
}
const mixed = (Base: new () => object) =>
  class extends Base {
    #tag = 3;
    get tag(): number {
      return this.#tag;
    }
  };
const Maker = class {
  #x = 1;
  static make = (): number => new Maker().#x;
};
const sensor = new Sensor();
const named = new Named();
console.log(Sensor.total, Sensor.bump(), Sensor.total, Sensor.all, sensor.up(), Sensor.is(sensor), Sensor.is({}));
console.log(sensor.call(), await Sensor.load(sensor), sensor.of(named), sensor.of(), sensor.of({} as Sensor));
console.log([...sensor.ids()], sensor.arrow(), sensor.text(), named.own(), Named.first(), Maker.make());
console.log(JSON.stringify(sensor), Object.keys(sensor), sensor.constructor.name, named.constructor.name);
const Twice = mixed(mixed(Sensor));
console.log(new Twice().tag);

class Account {
  balance = 3;
  get half(): number {
    return this.balance / 2;
  }
  set half(value: number) {
    this.balance = value * 2;
  }
}
class Checked extends Account {
  go(): unknown[] {
    super.half += 4;
    const before = super.half++;
    [super.half] = [6];
    const balance = this.balance;
    super.half ||= 3;
    return [before, balance, super.half, super.half--, super.half];
  }
}
console.log(new Checked().go());
