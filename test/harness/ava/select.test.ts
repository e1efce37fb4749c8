import test from "ava";
import { selection, titleExpression } from "../../../harness/ava/select.ts";
import { takeSelection } from "../../../ts-runtime/src/test/select.ts";

for (const [patterns, wanted, unwanted] of [
  [["it sums"], ["it sums", "It Sums"], ["it sums up", "not it sums", ""]],
  [["*sums*"], ["it sums", "sums", "it\nsums\nup"], ["sum"]],
  [["it *", "*up"], ["it sums", "sum up"], ["sums"]],
  [["!it*"], ["sums"], ["it sums"]],
  [
    ["*sums", "!it*", "!they*"],
    ["sums", "she sums"],
    ["it sums", "they sums", "products"],
  ],
  [["a\\*b"], ["a*b"], ["a-b"]],
  [
    ["what? (1+1) [2] {3} a|b ^$ . / it's"],
    ["what? (1+1) [2] {3} a|b ^$ . / it's"],
    ["wha (1+1) [2] {3} a|b ^$ . / it's"],
  ],
  [["a\\\\b", "end\\"], ["a\\b", "end\\"], ["a\\\\b"]],
] as const) {
  test(`of titles, ${patterns.join(" and ")} mean the same to the device as to ava`, (t) => {
    const args = ["mine", ...selection({ AIO_TEST_MATCH: JSON.stringify(patterns) })];
    const isWanted = takeSelection(args);
    t.deepEqual(args, ["mine"], "the program has its own arguments alone");
    t.deepEqual([...wanted, ...unwanted].filter(isWanted), [...wanted]);
  });
}

test("without patterns a device is told nothing, and runs every test", (t) => {
  t.deepEqual(selection({}), []);
  t.deepEqual(selection({ AIO_TEST_MATCH: "[]" }), []);
  t.true(takeSelection([])("anything"));
  t.true(takeSelection(["--match"])("anything"));
});

test("an expression is one that both engines parse", (t) => {
  t.is(titleExpression(["a*", "!b"]), "^(?!(?:b)$)(?:a[\\s\\S]*)$");
});
