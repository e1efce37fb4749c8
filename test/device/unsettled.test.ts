/** Programs whose top level never comes to its end, and those that only have nothing pending. */
import test, { type ExecutionContext } from "ava";
import { bootProgram, hasPositions } from "./program.ts";

/** @param lines the outermost places where it waits */
async function unsettled(t: ExecutionContext, how: string, lines: readonly RegExp[]): Promise<void> {
  await using device = await bootProgram("unsettled", { args: [how], timeout: 20_000 });
  t.deepEqual(await device.exit, { code: 13, reason: "program" });
  const [, told = ""] = device.output.split("before\n");
  t.regex(told, /^Unsettled top-level await: nothing is pending that could settle it\n( {4}at .*\n)+$/);
  if (hasPositions) {
    const frames = told.trimEnd().split("\n").slice(1);
    t.true(frames.length >= lines.length, told);
    for (const [i, line] of lines.entries()) {
      t.regex(frames.slice(-lines.length)[i] ?? "", line);
    }
  }
}

test("a top-level await that can never settle ends the program with code 13 and its position", (t) =>
  unsettled(t, "plain", [/at <anonymous> \(.*unsettled\.ts:33:3\)$/]));

test("the async functions through which it waits are told, innermost first", (t) =>
  unsettled(t, "nested", [
    /at deeper \(.*unsettled\.ts:6:\d+\)$/,
    /at outer \(.*unsettled\.ts:10:\d+\)$/,
    /at <anonymous> \(.*unsettled\.ts:17:\d+\)$/,
  ]));

test("its position outlives collections of garbage", (t) =>
  unsettled(t, "forgotten", [/at <anonymous> \(.*unsettled\.ts:28:\d+\)$/]));

test("a program whose top level has settled ends with code 0, whatever else waits for ever", async (t) => {
  await using device = await bootProgram("unsettled", { args: ["settled"] });
  t.deepEqual(await device.exit, { code: 0, reason: "program" });
  t.regex(device.output, /^before\nafter\n$/);
});
