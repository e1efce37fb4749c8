/** What console prints of a value is what Node prints of it, on each engine. */
import { Console } from "node:console";
import { PassThrough } from "node:stream";
import test from "ava";
import { bootProgram } from "./program.ts";
import { inspected, tables } from "./support/inspected.ts";

/** Node's own console, into a text. */
function byNode(print: (console: Console) => void): string {
  const stdout = new PassThrough();
  print(new Console({ stdout, stderr: stdout }));
  return String(stdout.read() ?? "");
}

/** Frames are each engine's own, and Node leaves out those of a cause that its error has too: only that there are some is compared. */
function withoutFrames(text: string): string {
  const whole = text.replaceAll(/\n *\.{3} \d+ lines matching cause stack trace \.{3}/g, "\n    at -");
  return whole.replaceAll(/(\n *at .*?)+( \{)?(?=\n|$)/g, "\n<frames>$2");
}

/** Node 24 writes the keys of symbols without brackets, and those of views with them. */
function withoutBrackets(text: string): string {
  return text.replaceAll(/\[(Symbol\([^)]*\)|byteLength|byteOffset|buffer)\]:/g, "$1:");
}

/** Node 26 tells that a value is a proxy. */
function withoutProxies(text: string): string {
  return text.replaceAll(/Proxy\((\{[^{}]*\}|\[[^[\]]*\])\)/g, "$1");
}

const comparable = (text: string) => withoutProxies(withoutBrackets(withoutFrames(text)));

const device = bootProgram("inspects", { time: "virtual" }).then(async (booted) => {
  await booted.exit;
  const parts = booted.output.split(/^@ (.*)\n/m).slice(1);
  return new Map(Array.from({ length: parts.length / 2 }, (_, i) => [parts[2 * i], parts[2 * i + 1]]));
});

for (const [name, values] of Object.entries(inspected)) {
  test(name, async (t) => {
    const expected = byNode((console) => console.log(...values()));
    t.is(comparable((await device).get(name) ?? "nothing"), comparable(expected));
  });
}

// Node 20 centres what stands in a cell.
const isLeft = Number(process.versions.node.split(".")[0]) >= 22;
for (const [name, values] of Object.entries(tables)) {
  test(`table of ${name}`, async (t) => {
    const expected = byNode((console) => console.table(...values()));
    const words = (text: string) => (isLeft ? text : text.replaceAll(/ +|─+/g, " "));
    t.is(words((await device).get(`table of ${name}`) ?? "nothing"), words(expected));
  });
}
