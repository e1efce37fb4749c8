/** Functions inside parentheses, objects and arrays. */
const make = (n: number) => ({ add: (x: number) => x + n });
console.log(make(1).add(4));

const rules = [(x: number) => x + 1, (x: number) => x * 2].map((f) => f(3));
const compose = (n: number) => ({ steps: [(x: number) => x + n] });
console.log(rules.join(), compose(1).steps[0]?.(2));

const driver = (name: string) => ({
  name,
  read: async (n: number) => `${name} ${n}`,
  close: async () => {
    await null;
    console.log("closed", name);
  },
});
console.log(await driver("a").read(2));
await driver("a").close();

const table = {
  on: { data: (x: number) => ({ x, twice: () => x * 2 }) },
  off: [async () => 1, async (y: number) => y],
};
console.log(table.on.data(4).twice(), await table.off[1]?.(3));

class Meter {
  readonly scale = 2;
  async read(value: number): Promise<number> {
    const scaled = async (by: number) => {
      await null;
      return this.scale * by;
    };
    return scaled(value);
  }
  later() {
    return [1, 2].map(async (x) => (async () => this.scale + x)());
  }
}
class Thermometer extends Meter {
  override async read(value: number): Promise<number> {
    const raised = async () => (await super.read(value)) + 1;
    return raised();
  }
}
console.log(await new Meter().read(21), await Promise.all(new Meter().later()), await new Thermometer().read(3));
function Made(this: object) {
  return { made: (async () => new.target === Made)() };
}
console.log(await Reflect.construct(Made, []).made);
