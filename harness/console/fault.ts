import type { DeviceRecord } from "./records.ts";
import type { Symbols } from "./symbols.ts";

/** A record of a fault for a person: a line that says what happened, and one for each caller, innermost first. */
export async function describeFault({ reason, thread, backtrace }: DeviceRecord, symbols: Symbols): Promise<string> {
  const where = typeof thread === "string" && thread !== "" ? ` in thread ${thread}` : "";
  const addresses = Array.isArray(backtrace) ? backtrace.filter(Number.isInteger) : [];
  const frames = await symbols.resolve(addresses);
  return [`crash: ${String(reason)}${where}`, ...frames.map((frame) => `    at ${frame}`)].join("\n");
}
