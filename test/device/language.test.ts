/** The language itself: what a program prints is what Node.js prints, on every engine. */
import { fileURLToPath } from "node:url";
import test from "ava";
import { execa } from "execa";
import { bootProgram, hasParser } from "./program.ts";

/** What Node.js prints for test/device/programs/language/NAME.ts. */
async function onNode(name: string): Promise<string> {
  const file = fileURLToPath(new URL(`programs/language/${name}.ts`, import.meta.url));
  const { stdout } = await execa({ node: true, nodeOptions: ["--import", "tsx"] })`${file}`;
  return `${stdout}\n`;
}

const sameAsNode = test.macro(async (t, name: string) => {
  await using device = await bootProgram(`language/${name}`, { time: "virtual" });
  const [expected, exit] = await Promise.all([onNode(name), device.exit]);
  t.deepEqual(exit, { code: 0, reason: "program" }, device.output);
  const wanted = expected.split("\n");
  const found = device.output.split("\n");
  // Of thousands of lines, those that differ.
  t.deepEqual(
    found.filter((line) => !wanted.includes(line)),
    wanted.filter((line) => !found.includes(line)),
  );
  t.is(found.length, wanted.length);
});

test("functions inside parentheses, objects and arrays", sameAsNode, "arrows");
test("async generators wait for promises, and end as they are told", sameAsNode, "generators");
test("BigInt has the values of the standard", sameAsNode, "bigints");
test("numbers become text and text becomes numbers exactly", sameAsNode, "numbers");
test("built-in functions take every argument, and dates as people write them", sameAsNode, "built-ins");
test("private and static members of classes, and properties of super, are read and assigned to", sameAsNode, "classes");
test("decorators run where the class is defined", sameAsNode, "decorators");
if (hasParser) {
  test("every form of a function parses in every place of an expression", sameAsNode, "arrow-forms");
}
