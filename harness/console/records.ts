/**
 * What the firmware tells the harness: one JSON object between RS and LF (RFC 7464). docs/architecture.md lists the values of
 * `t` and what belongs to each.
 */
export interface DeviceRecord {
  /** What the record tells: `"start"`, `"exit"`, `"fault"`, … */
  readonly t: string;
  readonly [field: string]: unknown;
}

/** Which of a program's two outputs a text is for: `console.error`, `console.warn` and uncaught errors are for stderr. */
export type Stream = "stdout" | "stderr";

/** A piece of the console, in the order in which the device printed it. */
export type ConsoleItem =
  | { readonly kind: "text"; readonly text: string; readonly stream: Stream }
  | { readonly kind: "record"; readonly record: DeviceRecord }
  | { readonly kind: "malformed"; readonly raw: string; readonly why: string };

/** Reads one record, without its RS and LF. */
export function parseRecord(raw: string): ConsoleItem {
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch (error) {
    return { kind: "malformed", raw, why: (error as Error).message };
  }
  if (isRecord(value)) {
    return { kind: "record", record: value };
  }
  return { kind: "malformed", raw, why: 'expected an object with a string "t"' };
}

function isRecord(value: unknown): value is DeviceRecord {
  return typeof value === "object" && value !== null && "t" in value && typeof value.t === "string";
}
