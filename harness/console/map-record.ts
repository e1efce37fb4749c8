import type { DeviceRecord } from "./records.ts";

/** A copy of a record with every text in it, at whatever depth, replaced. */
export function mapRecord(record: DeviceRecord, map: (text: string) => string): DeviceRecord {
  return mapValue(record, map) as DeviceRecord;
}

function mapValue(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === "string") {
    return map(value);
  }
  if (Array.isArray(value)) {
    return value.map((item) => mapValue(item, map));
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, mapValue(field, map)]));
  }
  return value;
}
