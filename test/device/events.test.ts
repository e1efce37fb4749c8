/** EventTarget and AbortSignal on the engine: as on Node.js, or as the DOM standard has it where Node.js differs. */
import { readFile } from "node:fs/promises";
import test from "ava";
import { transform } from "esbuild";
import { execa } from "execa";
import { bootProgram } from "./program.ts";

/** What one of the device's programs prints on Node.js, and the code it ends with. */
async function onNode(name: string): Promise<{ lines: string[]; code: number | undefined }> {
  const source = await readFile(new URL(`programs/${name}.ts`, import.meta.url), "utf8");
  const { code: input } = await transform(source, { loader: "ts", format: "esm", target: "es2022" });
  const { stdout, exitCode } = await execa(process.execPath, ["--input-type=module", "-"], { input, reject: false });
  return { lines: stdout.split("\n"), code: exitCode };
}

async function onDevice(name: string): Promise<{ lines: string[]; code: number | null }> {
  await using device = await bootProgram(name, { time: "virtual" });
  const { code } = await device.exit;
  return { lines: device.output.trimEnd().split(/\r?\n/), code };
}

test("a program about events and signals prints the same on a device and on Node.js", async (t) => {
  const [expected, actual] = await Promise.all([onNode("events"), onDevice("events")]);
  t.deepEqual(actual, { ...expected, code: 0 });
  t.true(expected.lines.length > 60, "it has printed something");
});

test("a listener that throws keeps no other from being called, and ends the program", async (t) => {
  const [expected, actual] = await Promise.all([onNode("listener-throws"), onDevice("listener-throws")]);
  t.deepEqual(expected, { lines: ["first", "last", "returned true"], code: 1 });
  t.is(actual.code, 1);
  t.deepEqual(actual.lines.slice(0, 3), expected.lines);
  t.regex(actual.lines.join("\n"), /RangeError: from a listener/);
});

const standard = `
capturing listeners come first: capturing
capturing listeners come first: not capturing
capturing listeners come first: added
a listener that is added by one of its kind waits for the next event: again
a listener that is added by one of its kind waits for the next event: added
removed and added again during the dispatch: done
stopPropagation: capturing
stopPropagation: false
stopPropagation: done
onabort that is taken away and set again: first
onabort that is taken away and set again: second
any of an iterable: reason
a timeout is a number of milliseconds: threw TypeError
a timeout is a number of milliseconds: threw TypeError
a timeout is a number of milliseconds: threw TypeError
a timeout is a number of milliseconds: threw TypeError
dispatched while it is dispatched: threw InvalidStateError
dispatched while it is dispatched: true
listeners with a signal go before it is told: done
the same callback again, with other options: called false
the same callback again, with other options: called false
any of any: source true true true
any of any: inner true true true
any of any: outer true true true
any of any: true
dependents are aborted before any of them is told: source true true
dependents are aborted before any of them is told: made now true
dependents are aborted before any of them is told: first true
dependents are aborted before any of them is told: second true
a dependent that is listened to while its source is told: source true true
a dependent that is listened to while its source is told: early
a dependent that is listened to while its source is told: late
aborted while another is told: a
aborted while another is told: b
aborted while another is told: any a
any that nothing listens to: true b b
any of timeouts: told TimeoutError false
any of timeouts: controller TimeoutError true controller
`;

test("where Node.js differs from the DOM standard, the device follows the standard", async (t) => {
  const { lines, code } = await onDevice("events-standard");
  t.is(lines.join("\n"), standard.trim());
  t.is(code, 0);
});

test("a listener that is taken away leaves nothing in the heap, whatever signal it was added with", async (t) => {
  const { lines, code } = await onDevice("listener-leak");
  t.is(code, 0);
  t.true(lines.length > 5, "it has measured something");
  t.deepEqual(
    lines.filter((line) => !line.endsWith(": kept nothing")),
    [],
  );
});
