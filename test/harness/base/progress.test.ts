import { PassThrough } from "node:stream";
import test from "ava";
import { terminalProgress } from "../../../harness/base/progress.ts";

test("a terminal without a width gets lines, as a file does", async (t) => {
  const stream = Object.assign(new PassThrough({ encoding: "utf8" }), { isTTY: true, columns: 0 });
  const { CI } = process.env;
  delete process.env.CI;
  t.teardown(() => Object.assign(process.env, CI === undefined ? {} : { CI }));
  const progress = terminalProgress(stream as unknown as NodeJS.WriteStream);
  t.is(await progress.during("Work", async () => 7), 7);
  t.regex(String(stream.read()), /^Work …\n✔ Work \(\d+\.\d s\)\n$/);
});
