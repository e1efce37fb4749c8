/** Positions behind characters that are more bytes than one. */
import test from "ava";
import { bootProgram, hasPositions } from "./program.ts";

/** The positions of a program's uncaught error. */
async function positions(name: string): Promise<string[]> {
  await using device = await bootProgram(name);
  await device.exit;
  return [...device.output.matchAll(/\.ts:(\d+:\d+)\)$/gm)].map(([, position]) => position ?? "");
}

if (hasPositions) {
  test("positions are the same whatever characters stand before them", async (t) => {
    const [found, expected] = await Promise.all([positions("columns"), positions("columns-ascii")]);
    t.is(expected.length, 4);
    t.deepEqual(found, expected);
  });
}
