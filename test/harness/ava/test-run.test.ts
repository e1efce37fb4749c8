import test from "ava";
import { type Reporter, TestRun } from "../../../harness/ava/test-run.ts";
import type { DeviceRecord } from "../../../harness/console/records.ts";

/** A device that has ended, after these records, and printed each text between them. All of it is there before anything is read. */
function device(story: readonly (DeviceRecord | string)[], diagnosis = "the program ended with code 0"): Reporter {
  const isRecord = (part: DeviceRecord | string) => typeof part !== "string";
  return {
    diagnosis,
    async *records() {
      yield* story.filter(isRecord);
    },
    outputBetween(first, last) {
      const from = first === undefined ? 0 : story.indexOf(first);
      const to = last === undefined ? story.length : story.indexOf(last);
      const texts = story.slice(from, to).filter((part) => typeof part === "string");
      return texts.join("");
    },
  };
}

const plan = (...titles: string[]) => ({ t: "test", event: "plan", titles });
const start = (title: string) => ({ t: "test", event: "start", title });
const pass = (title: string) => ({ t: "test", event: "pass", title, ms: 1 });
const end = { t: "test", event: "end", passed: 1, failed: 0 };

test("tests come in the order of the plan, each with what was printed during it", async (t) => {
  const fail = {
    t: "test",
    event: "fail",
    title: "b",
    error: { message: "no", stack: "at x.ts:1:2", actual: "1", expected: "2" },
  };
  const run = new TestRun(
    device([
      { t: "start", us: 1 },
      plan("a", "b"),
      start("a"),
      "from a\n",
      pass("a"),
      start("b"),
      "from b\n",
      fail,
      end,
    ]),
  );
  t.deepEqual((await run.plan()).titles, ["a", "b"]);
  t.deepEqual(await run.result("a"), { failure: undefined, output: "from a\n" });
  t.deepEqual(await run.result("b"), {
    failure: { message: "no", stack: "at x.ts:1:2", actual: "1", expected: "2" },
    output: "from b\n",
  });
});

test("a file whose tests are all skipped is none without tests", async (t) => {
  const run = new TestRun(device([{ ...plan(), skipped: ["not here"] }, end]));
  t.deepEqual((await run.plan()).skipped, ["not here"]);
});

test("a file that declares no tests says what it did instead", async (t) => {
  const run = new TestRun(device(["Uncaught TypeError: no\n"], "the program ended with code 1"));
  const error = await t.throwsAsync(run.plan());
  t.is(
    error?.message,
    "the file declares no tests: the program ended with code 1; it printed:\nUncaught TypeError: no",
  );
});

test("a device that ends within a test fails it and all that follow", async (t) => {
  const run = new TestRun(device([plan("a", "b"), start("a"), "fault!\n"], "crash: bus fault"));
  await run.plan();
  const first = await run.result("a");
  t.is(first.failure?.message, "the device did not finish this test: crash: bus fault; it printed:\nfault!");
  t.is((await run.result("b")).failure?.message, "the device did not finish this test: crash: bus fault");
});

test("a test that the device never reports has failed, though it told of the end", async (t) => {
  const run = new TestRun(device([plan("a"), end]));
  await run.plan();
  t.regex((await run.result("a")).failure?.message ?? "", /did not finish this test/);
});

test("a failure without a message is still a failure", async (t) => {
  const run = new TestRun(device([plan("a"), { t: "test", event: "fail", title: "a" }]));
  await run.plan();
  t.is((await run.result("a")).failure?.message, "the test failed");
});
