import test from "ava";
import { checkGiven, rules } from "../../../harness/base/given.ts";

const known = { timeout: rules.limit, wait: rules.wait, args: rules.texts, port: rules.port, signal: rules.signal };

const refused = test.macro((t, given: unknown, message: string) => {
  t.throws(() => checkGiven("boot", given, known), { name: "UsageError", code: "EINVAL", message });
});

test(
  "a misspelt option is told, with the one that was meant",
  refused,
  { timeot: 5 },
  'boot has no option "timeot"; did you mean timeout?',
);
test(
  "an option that resembles none is told, with those that there are",
  refused,
  { nonsense: 5 },
  'boot has no option "nonsense"; it has timeout, wait, args, port, signal',
);
test(
  "what every object has is no option",
  refused,
  { toString: 5 },
  'boot has no option "toString"; it has timeout, wait, args, port, signal',
);
test("options are an object: null is none", refused, null, "boot takes its options as an object, but null was given");
test(
  "options are an object: a number is none",
  refused,
  5000,
  "boot takes its options as an object, but 5000 was given",
);
test(
  "a limit is more than nothing",
  refused,
  { timeout: 0 },
  "timeout must be a number of milliseconds above 0, but 0 was given",
);
test(
  "a limit is a number",
  refused,
  { timeout: "5s" },
  'timeout must be a number of milliseconds above 0, but "5s" was given',
);
test(
  "NaN is no time",
  refused,
  { wait: Number.NaN },
  "wait must be a number of milliseconds, 0 or more, but NaN was given",
);
test(
  "a port is one that there is",
  refused,
  { port: 65_536 },
  "port must be a whole number from 1 to 65535, but 65536 was given",
);
test("texts are no text", refused, { args: "abc" }, 'args must be an array of strings, but "abc" was given');
test(
  "a value is shown in short",
  refused,
  { args: [1, { a: 1 }, "x".repeat(200)] },
  `args must be an array of strings, but an array (1, an object, "${"x".repeat(45)}) was given`,
);
test(
  "a controller is no signal",
  refused,
  { signal: new AbortController() },
  "signal must be an AbortSignal, as a controller has it in signal, but an object was given",
);

test("what is undefined is left out, and what fits is taken", (t) => {
  t.notThrows(() =>
    checkGiven("boot", { timeout: Infinity, wait: 0, args: [], port: undefined, signal: AbortSignal.abort() }, known),
  );
});
