/** Where a program's output goes, and which of it has positions. */
import test from "ava";
import { bootProgram, hasPositions } from "./program.ts";

test("errors and warnings are for stderr, all else for stdout, and only what the engine wrote as a stack has positions", async (t) => {
  const streams = { stdout: "", stderr: "" };
  await using device = await bootProgram("streams", {
    onOutput: (text, stream) => {
      streams[stream] += text;
    },
  });
  t.deepEqual(await device.exit, { code: 1, reason: "program" });
  t.is(
    streams.stdout.replaceAll(/^ {4}at .*\n/gm, ""),
    "log\ninfo\ndebug\napp.js:1:2, app-00000000.js:1:1 and \u2402marks\u2403\nown Error: told\n",
  );
  t.is(
    streams.stderr.replaceAll(/^ {4}at .*\n/gm, ""),
    "error\nwarn\nAssertion failed: assert\nUncaught Error: uncaught\n",
  );
  if (hasPositions) {
    t.regex(streams.stdout, /told\n {4}at .*streams\.ts:8:\d+/);
    t.regex(streams.stderr, /uncaught\n {4}at .*streams\.ts:9:\d+/);
  }
  // The transcript has both, in the order in which they were printed.
  t.regex(device.output, /^log\nerror\ninfo\nwarn\ndebug\n/);
});
