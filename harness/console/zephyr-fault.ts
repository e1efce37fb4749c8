import type { DeviceRecord } from "./records.ts";

/**
 * Reads what Zephyr logs of a fault, for applications without this firmware's own report: CONFIG_LOG, in whatever mode. Its last line but
 * one names the thread, and completes the record.
 */
export class ZephyrFault {
  #line = "";
  #kind = "";
  #details: string[] = [];
  #addresses: number[] = [];
  #reason = "";

  /** Takes text of the console. Returns the record of a fault as soon as all of it was read. */
  push(text: string): DeviceRecord | undefined {
    const lines = (this.#line + text).split(/\r?\n/);
    this.#line = lines.pop() ?? "";
    let fault: DeviceRecord | undefined;
    for (const line of lines) {
      fault = this.#read(line) ?? fault;
    }
    return fault;
  }

  #read(line: string): DeviceRecord | undefined {
    const [, kind] = /\*{5} (.+?) \*{5}/.exec(line) ?? [];
    const [, detail] = /: {2,}((?!\w\w\/|r\d|xpsr)[A-Z].*)$/.exec(line) ?? [];
    const [, reason] = />>> ZEPHYR FATAL ERROR \d+: (.*?)(?: on CPU \d+)?$/.exec(line) ?? [];
    const [, thread] = /Current thread: \S+ \((.*)\)/.exec(line) ?? [];
    if (kind !== undefined) {
      [this.#kind, this.#details, this.#addresses] = [kind.toLowerCase(), [], []];
    } else if (reason !== undefined) {
      this.#reason = reason;
    } else if (detail !== undefined && this.#kind !== "") {
      this.#details.push(detail);
    }
    this.#readAddresses(line);
    return thread !== undefined && this.#reason !== "" ? this.#take(thread) : undefined;
  }

  #readAddresses(line: string): void {
    const [, pc] = /\(r15\/pc\): (0x[\da-f]+)/i.exec(line) ?? [];
    const [, lr] = /r14\/lr: {1,2}(0x[\da-f]+)/i.exec(line) ?? [];
    if (lr !== undefined) {
      // The call is in front of what it returns to; the lowest bit says Thumb.
      this.#addresses = [(Number(lr) & ~1) - 2];
    }
    if (pc !== undefined) {
      this.#addresses = [Number(pc), ...this.#addresses];
    }
  }

  #take(thread: string): DeviceRecord {
    const what = [this.#kind, ...this.#details].filter((text) => text !== "").join(": ");
    const reason = what === "" ? this.#reason : what;
    const backtrace = this.#addresses;
    [this.#kind, this.#details, this.#addresses, this.#reason] = ["", [], [], ""];
    return { t: "fault", reason, thread: thread === "unknown" ? "" : thread, backtrace };
  }
}
