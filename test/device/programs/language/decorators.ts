/** Decorators as TypeScript 5 has them. */
function logged<T extends (...args: never[]) => unknown>(method: T, context: ClassMethodDecoratorContext): T {
  console.log("decorate", String(context.name));
  return method;
}

function doubled(_: undefined, context: ClassFieldDecoratorContext): (value: number) => number {
  console.log("decorate", String(context.name));
  return (value) => value * 2;
}

class Sensor {
  @doubled offset = 4;
  @logged
  read(): number {
    return 42 + this.offset;
  }
}
console.log(new Sensor().read());
