/** Tests on the device: what they tell the harness. */
import test from "ava";
import "../support/install.ts";
import { type Implementation, runAll } from "../../../ts-runtime/src/test/run.ts";
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
  fake.records.length = 0;
  const declared = Object.entries(tests).map(([title, implementation]) => ({ title, run: implementation, limit }));
  const exited = await drive(runAll(declared, skipped).catch((error: unknown) => error));
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
