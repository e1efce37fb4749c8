import test from "ava";
import { printable, printableLine } from "../../../harness/ava/printable.ts";
import { escapeTitle } from "../../../harness/test/tap.ts";

for (const [text, shown, line] of [
  ["plain — ünï 😀", "plain — ünï 😀", "plain — ünï 😀"],
  ["\u001b[31mred\u001b[0m", "red", "red"],
  ["\u001b]8;;http://x\u0007link\u001b]8;;\u0007", "link", "link"],
  ["bell \u0007 nul \0 del \x7f c1 \x85", "bell ␇ nul ␀ del ␡ c1 \ufffd", "bell ␇ nul ␀ del ␡ c1 \ufffd"],
  ["a\rok 9 - b", "a␍ok 9 - b", "a␍ok 9 - b"],
  ["a\r\nb\tc\u2028d", "a\nb\tc\ufffdd", "a␊b c\ufffdd"],
] as const) {
  test(`${JSON.stringify(text)} is shown as ${JSON.stringify(shown)}, and on one line as ${JSON.stringify(line)}`, (t) => {
    t.is(printable(text), shown);
    t.is(printableLine(text), line);
  });
}

test("a title is escaped for TAP, so that it gives no directive", (t) => {
  t.is(escapeTitle("reads # SKIP"), "reads \\# SKIP");
  t.is(escapeTitle("a \\# TODO\nok 2 - b"), "a \\\\\\# TODO␊ok 2 - b");
});
