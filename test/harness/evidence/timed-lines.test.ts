import test from "ava";
import { TimedLines } from "../../../harness/evidence/timed-lines.ts";

const noon = Date.UTC(2026, 0, 1, 12);
const at = (guest: number) => ({ host: noon + guest, guest });

test("a line has the moment of its first character, on both clocks, however it comes", (t) => {
  const lines = new TimedLines();
  lines.text("list", at(1.5));
  lines.text("ening\r\nnext\nrest", at(20));
  t.deepEqual(lines.toString().split("\n").slice(2), [
    "    0.001500  12:00:00.001  listening",
    "    0.020000  12:00:00.020  next",
    "    0.020000  12:00:00.020  rest",
    "",
  ]);
});

test("of very much output the end is kept, and how much is missing is told", (t) => {
  const lines = new TimedLines();
  const text = "x".repeat(1 << 20);
  for (let i = 0; i < 10; i++) {
    lines.line(`${i} ${text}`, at(i));
  }
  const kept = lines.toString();
  t.true(kept.length < 5 << 20);
  t.regex(kept, /^7 earlier lines were not kept\.$/m);
  t.regex(kept, / 9 xxx/);
});

test("time that nobody knows is none, and the heading says so", (t) => {
  const lines = new TimedLines();
  lines.text("one\n", { host: noon, guest: undefined });
  t.regex(lines.toString(), /^guest -: virtual time that ran by itself/m);
  t.regex(lines.toString(), /^ {11}- {2}12:00:00\.000 {2}one$/m);
});
