import { UsageError } from "../base/errors.ts";
import { show } from "../base/given.ts";

/** Milliseconds, or a number with a unit: `"90s"`, `"24h"`, `"1.5ms"`, `"50us"`. */
export type Duration = number | string;

const units: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * Milliseconds of a duration.
 *
 * @throws UsageError `EINVAL` it is none, or negative
 */
export function milliseconds(duration: Duration): number {
  const [, digits, unit = ""] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*$/.exec(String(duration)) ?? [];
  const value = typeof duration === "number" ? duration : Number(digits) * (units[unit] ?? Number.NaN);
  if (!Number.isFinite(value) || value < 0) {
    throw new UsageError(
      `not a duration: ${show(duration)}; one is a number of milliseconds, or written like "90s" (${Object.keys(units).join(", ")})`,
    );
  }
  return value;
}
