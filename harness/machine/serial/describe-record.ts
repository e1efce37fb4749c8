import { describeFault } from "../../console/fault.ts";
import type { DeviceRecord } from "../../console/records.ts";
import type { Symbols } from "../../console/symbols.ts";

/** What the firmware tells in a record, for a person who watches the console. */
export async function describeRecord(record: DeviceRecord, symbols: Symbols): Promise<string> {
  switch (record.t) {
    case "boot":
      return `the board booted: ${record.kernel} with ${record.engine} on ${record.board}, version ${record.version}`;
    case "net":
      return `its address is ${record.address}`;
    case "start":
      return `the program starts, ${(Number(record.us) / 1000).toFixed(1)} ms after power-on`;
    case "exit":
      return `the program ended with code ${record.code}`;
    case "error":
      return `the program was not started: ${record.message}`;
    case "fault":
      return describeFault(record, symbols);
    case "stack":
      return record.frames === ""
        ? "the program has nothing but timers and sockets"
        : `the program is\n${record.frames}`.trimEnd();
    case "test":
      return describeTest(record);
    default:
      return JSON.stringify(record);
  }
}

function describeTest({ event, title, titles, error }: DeviceRecord): string {
  switch (event) {
    case "plan":
      return `${Array.isArray(titles) ? titles.length : "some"} tests begin`;
    case "start":
      return `… ${title}`;
    case "pass":
      return `✔ ${title}`;
    case "fail": {
      const { message, stack } = (error ?? {}) as { message?: string; stack?: string };
      return [`✘ ${title}: ${message ?? "it failed"}`, ...(stack ? [stack] : [])].join("\n");
    }
    default:
      return `the tests ${event}`;
  }
}
