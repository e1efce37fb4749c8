/** Packages of npm's that programs use, on the device. */
import test from "ava";
import { bootProgram } from "./program.ts";

const prints = test.macro({
  async exec(t, name: string, expected: string | RegExp) {
    await using device = await bootProgram(`packages/${name}`);
    t.deepEqual(await device.exit, { code: 0, reason: "program" }, device.output);
    if (typeof expected === "string") {
      t.is(device.output, expected);
    } else {
      t.regex(device.output, expected);
    }
  },
  title: (_title, name) => `${name} runs on the device`,
});

test(prints, "debug", /^sensor:read value 42 of adc0 \+\d+ms\nenabled true false\n$/);
test(prints, "nanoid", "true true true true\n");
test(prints, "eventemitter3", "reading 42\ntrue 1\n");
test(prints, "mitt", "reading 42\n");
test(prints, "date-fns", "2026-12-03T12:00:00.000Z 23\n2026-11-30\n");
test(prints, "zod-mini", "{ sensor: 'a', celsius: 21.5 }\nfalse\n");

test("a program that needs more heap for a package is told the very option", async (t) => {
  const notices: string[] = [];
  await using device = await bootProgram("packages/zod", { onNotice: (text) => notices.push(text) });
  t.is((await device.exit).code, 1);
  t.regex(device.output, /out of memory/);
  const wanted = device.info.engine === "quickjs" ? 2_097_152 : 524_288;
  t.is(notices.at(-1), `more heap: --config AIO_JS_HEAP_SIZE=${wanted}`);
});
