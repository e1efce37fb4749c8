import test from "ava";
import { milliseconds } from "../../../harness/time/duration.ts";

const taken = test.macro((t, duration: number | string, expected: number) => {
  t.is(milliseconds(duration), expected);
});

test("a number is milliseconds", taken, 1.5, 1.5);
test("zero is a duration", taken, 0, 0);
test("seconds", taken, "90s", 90_000);
test("fractions of milliseconds", taken, "0.5ms", 0.5);
test("microseconds", taken, "50us", 0.05);
test("minutes, with spaces", taken, " 2 min ", 120_000);
test("hours", taken, "24h", 86_400_000);
test("days", taken, "1d", 86_400_000);

const refused = test.macro((t, duration: number | string) => {
  const error = t.throws(() => milliseconds(duration), { code: "EINVAL" });
  t.regex(error?.message ?? "", /not a duration: .*"90s"/);
  t.true(error?.message.includes(typeof duration === "string" ? JSON.stringify(duration) : String(duration)));
});

test("a string without a unit is refused", refused, "90");
test("an unknown unit is refused", refused, "90 fortnights");
test("a negative number is refused", refused, -1);
test("NaN is refused", refused, Number.NaN);
test("a negative string is refused", refused, "-1s");
test("infinity is refused", refused, Infinity);
test("no number is refused", refused, Number.NaN);
