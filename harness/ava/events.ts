import type { DeviceRecord } from "../console/records.ts";

/** Why a test failed, as the device tells it. */
export interface Failure {
  readonly message: string;
  readonly stack?: string | undefined;
  /** Both as text, where two values were compared. */
  readonly actual?: string | undefined;
  readonly expected?: string | undefined;
}

/** What a device that runs tests tells of them: `ts-runtime/src/test/run.ts` writes it. */
export type TestEvent =
  | { readonly event: "plan"; readonly titles: readonly string[]; readonly skipped: readonly string[] }
  | { readonly event: "start"; readonly title: string }
  | { readonly event: "pass"; readonly title: string }
  | { readonly event: "fail"; readonly title: string; readonly failure: Failure }
  | { readonly event: "end" };

/** Reads a record of tests; undefined for every other one. */
export function testEvent({ t, event, titles, skipped, title, error }: DeviceRecord): TestEvent | undefined {
  if (t !== "test") {
    return undefined;
  }
  const name = String(title);
  switch (event) {
    case "plan":
      return { event, titles: readTitles(titles), skipped: readTitles(skipped) };
    case "start":
    case "pass":
      return { event, title: name };
    case "fail":
      return { event, title: name, failure: readFailure(error) };
    default:
      return event === "end" ? { event } : undefined;
  }
}

function readTitles(titles: unknown): readonly string[] {
  return Array.isArray(titles) ? titles.map(String) : [];
}

function readFailure(error: unknown): Failure {
  const { message, stack, actual, expected } = (error ?? {}) as Record<string, unknown>;
  const text = (value: unknown) => (typeof value === "string" ? value : undefined);
  return {
    message: text(message) ?? "the test failed",
    stack: text(stack),
    actual: text(actual),
    expected: text(expected),
  };
}
