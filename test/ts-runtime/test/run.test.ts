/** Tests on the device: what they tell the harness. */
import test from "ava";
import "../support/install.ts";
import { runAll } from "../../../ts-runtime/src/test/run.ts";
import { type Implementation, Suite } from "../../../ts-runtime/src/test/suite.ts";
import { drive, fake, sleep } from "../support/device.ts";
import type { Exited } from "../support/fake-host.ts";

interface TestRecord {
  event: string;
  title?: string;
  titles?: string[];
  skipped?: string[];
  ms?: number;
  passed?: number;
  failed?: number;
  error?: { message: string; stack?: string; expected?: string; actual?: string };
}

async function run(
  tests: Record<string, Implementation>,
  limit = 1_000,
  skipped: readonly string[] = [],
): Promise<{ code: number; records: TestRecord[] }> {
  const suite = new Suite();
  suite.tests.push(...Object.entries(tests).map(([title, implementation]) => ({ title, run: implementation, limit })));
  suite.skipped.push(...skipped);
  return runSuite(suite);
}

async function runSuite(suite: Suite): Promise<{ code: number; records: TestRecord[] }> {
  fake.records.length = 0;
  const exited = await drive(runAll(suite).catch((error: unknown) => error));
  return {
    code: (exited as Exited).code,
    records: fake.records.map((json) => JSON.parse(json) as TestRecord),
  };
}

test.serial("tests run one after the other and are told of, and the program ends with code 0", async (t) => {
  const order: string[] = [];
  const { code, records } = await run({
    slow: async (a) => {
      await sleep(5);
      order.push("slow");
      a.pass();
    },
    fast: (a) => {
      order.push("fast");
      a.is(1, 1);
    },
  });
  t.is(code, 0);
  t.deepEqual(order, ["slow", "fast"]);
  t.deepEqual(
    records.map(({ event, title }) => [event, title]),
    [
      ["plan", undefined],
      ["start", "slow"],
      ["pass", "slow"],
      ["start", "fast"],
      ["pass", "fast"],
      ["end", undefined],
    ],
  );
  t.deepEqual(records[0]?.titles, ["slow", "fast"]);
  t.is(records[2]?.ms, 5);
  t.like(records[5], { passed: 2, failed: 0 });
});

test.serial("a skipped test is told of, and not run", async (t) => {
  const { code, records } = await run({ fine: (a) => a.pass() }, 1_000, ["not here"]);
  t.is(code, 0);
  t.deepEqual(
    records.map(({ event, title, skipped }) => [event, title, skipped]),
    [
      ["plan", undefined, ["not here"]],
      ["start", "fine", undefined],
      ["pass", "fine", undefined],
      ["end", undefined, undefined],
    ],
  );
});

test.serial("a test that is not wanted is told of, and not run", async (t) => {
  const suite = new Suite((title) => title === "wanted");
  const ran: string[] = [];
  for (const title of ["first", "wanted", "last"]) {
    suite.tests.push({ title, limit: 100, run: (a) => a.is(ran.push(title), 1) });
  }
  suite.before.push(() => void ran.splice(0));
  const { code, records } = await runSuite(suite);
  t.is(code, 0);
  t.deepEqual(ran, ["wanted"]);
  t.deepEqual(records[0]?.titles, ["first", "wanted", "last"]);
  t.like(records.at(-1), { event: "end", passed: 1, failed: 0 });
});

test.serial("where none is wanted the program ends, and what runs before tests does not run", async (t) => {
  const suite = new Suite(() => false);
  suite.tests.push({ title: "unwanted", limit: 100, run: () => t.fail() });
  suite.before.push(() => t.fail());
  suite.after.push(() => t.fail());
  const { code, records } = await runSuite(suite);
  t.is(code, 0);
  t.deepEqual(
    records.map(({ event }) => event),
    ["plan", "end"],
  );
});

test.serial("a failure says what was expected and what came, the others still run, and the code is 1", async (t) => {
  const { code, records } = await run({
    wrong: (a) => a.deepEqual({ a: [1] }, { a: [2] }),
    throws: () => {
      throw new RangeError("oops");
    },
    odd: () => Promise.reject(undefined),
    empty: () => {},
    fine: (a) => a.true(true),
  });
  t.is(code, 1);
  const errors = records.filter(({ event }) => event === "fail").map(({ error }) => error);
  t.like(errors[0], { actual: "{ a: [ 1 ] }", expected: "{ a: [ 2 ] }" });
  t.regex(errors[0]?.stack ?? "", /run\.test\.ts/);
  t.is(errors[1]?.message, "RangeError: oops");
  t.is(errors[2]?.message, "thrown: undefined");
  t.is(errors[3]?.message, "the test made no assertion");
  t.like(records.at(-1), { passed: 1, failed: 4 });
});

test.serial("a test that does not end fails at its limit, and the next one runs", async (t) => {
  const { code, records } = await run({ stuck: () => new Promise(() => {}), next: (a) => a.pass() }, 50);
  t.is(code, 1);
  t.is(records[2]?.error?.message, "the test did not end within 50 ms of the device's time");
  t.is(records[2]?.ms, 50);
  t.is(records[4]?.event, "pass");
  t.is(fake.pending, 0);
});

test.serial("assertions about errors return them, and fail where nothing or another was thrown", async (t) => {
  const error = Object.assign(new TypeError("bad"), { code: "EBAD" });
  const thrower = (): never => {
    throw error;
  };
  const { records } = await run({
    returned: (a) =>
      a.is(a.throws(thrower, { code: "EBAD", name: "TypeError", message: /ba/, instanceOf: TypeError }), error),
    async: async (a) => a.is(await a.throwsAsync(async () => thrower()), error),
    nothing: (a) => void a.throws(() => 1),
    "nothing async": async (a) => void (await a.throwsAsync(Promise.resolve(1))),
    "another code": (a) => void a.throws(thrower, { code: "EGOOD" }),
    "another message": (a) => void a.throws(thrower, { message: "good" }),
    "no error": (a) =>
      void a.throws(() => {
        throw "text";
      }),
  });
  t.deepEqual(
    records.filter(({ title, event }) => title !== undefined && event !== "start").map(({ event }) => event),
    ["pass", "pass", "fail", "fail", "fail", "fail", "fail"],
  );
});

test.serial("deepEqual compares kinds, keys, items, entries and views, and NaN with itself", async (t) => {
  const same: [unknown, unknown][] = [
    [Number.NaN, Number.NaN],
    [{ a: undefined }, { a: undefined }],
    [new Map([[1, { a: 1 }]]), new Map([[1, { a: 1 }]])],
    [new Uint8Array([1]), new Uint8Array([1])],
    [new Date(1), new Date(1)],
  ];
  const different: [unknown, unknown][] = [
    [0, -0],
    [{ a: undefined }, {}],
    [{ a: undefined }, { b: undefined }],
    [[1], { 0: 1 }],
    [[1, 2], [1]],
    [new Map([[1, 1]]), new Map([[1, 2]])],
    [new Set([1]), new Set([2])],
    [new Uint8Array([1]), new Int8Array([1])],
    [new Date(1), new Date(2)],
    [new Error("a"), new Error("b")],
    [null, {}],
  ];
  const { records } = await run({
    same: (a) => {
      for (const [x, y] of same) {
        a.deepEqual(x, y);
      }
    },
    ...Object.fromEntries(
      different.map(([x, y], i) => [`different ${i}`, (a) => a.deepEqual(x, y)] as [string, Implementation]),
    ),
  });
  t.like(records.at(-1), { passed: 1, failed: different.length });
});

/** A suite that writes down what runs. */
function observed(): { suite: Suite; order: string[]; note: (name: string) => () => void } {
  const [suite, order] = [new Suite(), [] as string[]];
  return { suite, order, note: (name) => () => void order.push(name) };
}

test.serial("hooks run around the tests, teardowns last first, all of them also where a test fails", async (t) => {
  const { suite, order, note } = observed();
  suite.before.push(note("before"));
  suite.beforeEach.push(note("before each"));
  suite.afterEach.push(note("after each"));
  suite.after.push(note("after"));
  const fails: Implementation = (a) => {
    a.teardown(note("first"));
    a.teardown(note("second"));
    a.is(a.title, "other");
  };
  suite.tests.push({ title: "one", run: fails, limit: 50 }, { title: "two", run: (a) => a.pass(), limit: 50 });
  const { code, records } = await runSuite(suite);
  t.is(code, 1);
  t.deepEqual(order, [
    ...["before", "before each", "second", "first", "after each"],
    ...["before each", "after each", "after"],
  ]);
  t.is(records[2]?.error?.actual, "'one'");
});

test.serial("where a hook before fails no test runs; where one after does the program ends with code 2", async (t) => {
  const { suite, order, note } = observed();
  const fail = () => Promise.reject(new Error("no card"));
  suite.before.push(fail);
  suite.tests.push({ title: "one", run: note("one"), limit: 50 });
  const { code, records } = await runSuite(suite);
  t.is(code, 1);
  t.deepEqual(order, []);
  t.is(records[2]?.error?.message, "Error: no card");

  const other = new Suite();
  other.tests.push({ title: "one", run: (a) => a.pass(), limit: 50 });
  other.after.push(fail);
  t.is((await runSuite(other)).code, 2);
});

test.serial("a hook that does not end and a teardown that throws fail their test", async (t) => {
  const { suite } = observed();
  const run: Implementation = (a) => {
    a.pass();
    a.teardown(() => {
      throw new Error("left over");
    });
  };
  suite.tests.push({ title: "one", run, limit: 50 });
  t.is((await runSuite(suite)).records[2]?.error?.message, "Error: left over");
  suite.afterEach.push(() => new Promise(() => {}));
  suite.tests.splice(0, 1, { title: "two", run: (a) => a.pass(), limit: 50 });
  t.regex((await runSuite(suite)).records[2]?.error?.message ?? "", /did not end within 50 ms/);
});

test.serial("of a failing test the failure passes, and its end is told; only takes the others out", async (t) => {
  const suite = new Suite();
  const pass: Implementation = (a) => a.pass();
  const fail: Implementation = (a) => a.fail();
  suite.tests.push({ title: "known", run: fail, limit: 50, failing: true });
  suite.tests.push({ title: "mended", run: pass, limit: 50, failing: true });
  const { records } = await runSuite(suite);
  t.deepEqual(records.map(({ event }) => event).slice(1, 5), ["start", "pass", "start", "fail"]);
  t.regex(records[4]?.error?.message ?? "", /expected to fail, and passed/);
  suite.tests.push({ title: "alone", run: pass, limit: 50, only: true });
  t.deepEqual((await runSuite(suite)).records[0]?.titles, ["alone"]);
});

test.serial("each assertion has its opposite", async (t) => {
  const { records } = await run({
    hold: async (a) => {
      a.notDeepEqual({ a: 1 }, { a: 2 });
      a.truthy("x");
      a.falsy(0);
      a.notRegex("abc", /d/);
      a.notThrows(() => 1);
      await a.notThrowsAsync(async () => 1);
    },
    notDeepEqual: (a) => a.notDeepEqual([1], [1]),
    truthy: (a) => a.truthy(""),
    falsy: (a) => a.falsy(1),
    notRegex: (a) => a.notRegex("abc", /b/),
    notThrows: (a) => a.notThrows(() => JSON.parse("{")),
    notThrowsAsync: (a) => a.notThrowsAsync(Promise.reject(new Error("x"))),
  });
  t.like(records.at(-1), { passed: 1, failed: 6 });
});
