import { afterProgress } from "../base/clock.ts";
import { BootError } from "../base/errors.ts";
import { ConsoleDecoder } from "../console/decode.ts";
import { describeFault } from "../console/fault.ts";
import { mapRecord } from "../console/map-record.ts";
import { PositionMapper } from "../console/positions.ts";
import type { ConsoleItem, DeviceRecord, Stream } from "../console/records.ts";
import type { Machine } from "../machine/machine.ts";
import { Ending, exitCodes, type Outcome } from "./exit.ts";
import { diagnoseHang } from "./hang.ts";
import { History } from "./history.ts";
import type { SessionOptions } from "./session-options.ts";
import { Transcript } from "./transcript.ts";
import { Enquiry } from "./where.ts";
import { within } from "./within.ts";

/** How long a held back start of a position may wait for its rest, and output for its reader after a stop. In milliseconds. */
const patience = { position: 250, reader: 1_000 };

/** How much of the output is the end of it, in UTF-16 units. */
const lastWords = 300;

/**
 * One run of a machine, from its first instruction until nothing of it is left.
 */
export class Session {
  readonly transcript = new Transcript();
  readonly records = new History<DeviceRecord>();
  /** How long the output was when a record came. */
  readonly #positions = new WeakMap<DeviceRecord, number>();
  /** Resolves when the program's first line is about to run; rejects with a BootError where that will not be. */
  readonly started: Promise<void>;
  /** Resolves when the run has ended and everything it used is gone. Never rejects. */
  readonly outcome: Promise<Outcome>;
  readonly #machine: Machine;
  readonly #options: SessionOptions;
  readonly #ending = new Ending();
  readonly #enquiry: Enquiry;
  readonly #decoder = new ConsoleDecoder();
  readonly #mapper: PositionMapper;
  #flushing: NodeJS.Timeout | undefined;
  /** The stream of what the mapper holds back. */
  #stream: Stream = "stdout";
  #start = () => {};
  #cancelBootLimit = () => {};
  #running = false;

  constructor(machine: Machine, options: SessionOptions) {
    this.#machine = machine;
    this.#options = options;
    this.#mapper = new PositionMapper(options.mapPositions);
    this.#enquiry = new Enquiry(machine);
    this.started = new Promise((resolve, reject) => {
      this.#start = resolve;
      this.#ending.signal.addEventListener("abort", () => reject(new BootError(this.#howItEnded())), { once: true });
    });
    this.started.catch(() => {});
    this.outcome = this.#run();
  }

  /** How the run ended, as soon as that is certain. */
  get ended(): Outcome | undefined {
    return this.#ending.outcome;
  }

  /** What the machine does at the moment, or how it ended, for a person. */
  async describe(): Promise<string> {
    return this.ended?.message ?? (await this.#diagnose());
  }

  /** Ends the run from outside; the first cause of an end stays the one that is reported. */
  stop(message = "it was stopped"): Promise<Outcome> {
    this.#ending.end({ code: null, reason: "stopped", message });
    return this.outcome;
  }

  /** Lets the machine go. */
  async begin(): Promise<void> {
    const { bootTimeout = 15_000, timeout } = this.#options;
    const { clock, control } = this.#machine;
    const slow = () =>
      void this.#hang(exitCodes.boot, "boot", `the program did not start within ${bootTimeout / 1000} s`);
    const late = () => void this.#hang(exitCodes.hang, "hang", `it did not end within ${(timeout ?? 0) / 1000} s`);
    this.#cancelBootLimit = this.#options.startsAtOnce ? () => {} : afterProgress(clock, bootTimeout, slow);
    this.#whenEnded(this.#cancelBootLimit);
    if (timeout !== undefined && Number.isFinite(timeout)) {
      this.#whenEnded(afterProgress(clock, timeout, late));
    }
    try {
      await control.resume();
      if (this.#options.startsAtOnce) {
        this.#start();
      }
    } catch (error) {
      // Where QEMU died of its first instructions, how it died says more.
      await within(patience.reader, this.outcome);
      this.#crash((error as Error).message);
    }
  }

  async #run(): Promise<Outcome> {
    const pumped = this.#pump();
    const gone = Promise.all([pumped, this.#machine.ended]).then(([, how]) => this.#crash(how));
    await Promise.race([gone, new Promise((resolve) => this.#whenEnded(() => resolve(undefined)))]);
    if (this.#ending.outcome?.reason === "program") {
      await this.#options.linger?.();
    }
    await this.#machine.control.quit();
    const inTime = ["program", "crash", "boot"].includes(this.#ending.outcome?.reason ?? "");
    await (inTime ? pumped : within(patience.reader, pumped));
    this.transcript.end();
    this.records.end();
    await this.#options.dispose?.();
    return this.#ending.outcome as Outcome;
  }

  /** What was printed between two of the records; from the start, or up to now, where one of them is left out. */
  outputBetween(first: DeviceRecord | undefined, last?: DeviceRecord): string {
    const offset = (record: DeviceRecord | undefined) =>
      record === undefined ? undefined : this.#positions.get(record);
    return this.transcript.from(offset(first) ?? 0, offset(last));
  }

  async #pump(): Promise<void> {
    for await (const chunk of this.#machine.console) {
      for (const item of this.#decoder.push(chunk)) {
        await this.#take(item);
      }
    }
    // A record that is cut short is the machine's damage, unless it was ended from here in the middle of it.
    const cut = ["stopped", "hang"].includes(this.#ending.outcome?.reason ?? "");
    for (const item of this.#decoder.end()) {
      if (item.kind !== "malformed" || !cut) {
        await this.#take(item);
      }
    }
    await this.#flush();
  }

  async #take(item: ConsoleItem): Promise<void> {
    if (item.kind === "text") {
      if (item.stream !== this.#stream) {
        await this.#flush();
        this.#stream = item.stream;
      }
      clearTimeout(this.#flushing);
      await this.#show(this.#mapper.push(item.text));
      const fault = this.#options.fault?.push(item.text);
      await (fault && this.#heed(fault));
      if (this.#mapper.holds) {
        this.#flushing = setTimeout(() => void this.#flush(), patience.position).unref();
      }
    } else if (item.kind === "record") {
      await this.#heed(item.record);
    } else {
      this.#options.onNotice?.(
        `a record on the console is damaged (${item.why}): ${JSON.stringify(item.raw.slice(0, 200))}`,
      );
    }
  }

  #flush(): Promise<void> {
    clearTimeout(this.#flushing);
    return this.#show(this.#mapper.flush());
  }

  async #show(text: string): Promise<void> {
    if (text !== "") {
      this.transcript.append(text);
      try {
        await this.#options.onOutput?.(text, this.#stream);
      } catch (error) {
        void this.stop(`its output could not be passed on: ${(error as Error).message}`);
      }
    }
  }

  async #heed(record: DeviceRecord): Promise<void> {
    const mapped = mapRecord(record, this.#options.mapPositions);
    if (record.t === "stack") {
      // Asked for from here, and no part of what the program does.
      this.#enquiry.answer(mapped.frames);
      return;
    }
    this.#positions.set(mapped, this.transcript.length);
    this.records.push(mapped);
    await this.#options.onRecord?.(mapped);
    const objection = this.#options.objectTo?.(record);
    if (objection !== undefined) {
      this.#fail(exitCodes.boot, "boot", objection);
    } else if (record.t === "boot" && this.#running) {
      this.#crash(
        "the device was reset while the program ran: by its button, its power, or a fault that could not be told",
      );
    } else if (record.t === "start") {
      this.#running = true;
      this.#cancelBootLimit();
      this.#start();
    } else if (record.t === "exit") {
      const code = Number(record.code);
      await this.#advise(code);
      this.#ending.end({ code, reason: "program", message: `the program ended with code ${code}` });
    } else if (record.t === "error") {
      this.#fail(exitCodes.boot, "boot", String(record.message));
    } else if (record.t === "fault") {
      this.#crash(await describeFault(record, this.#options.symbols));
    }
  }

  async #advise(code: number): Promise<void> {
    await this.#flush();
    const end = this.transcript.from(Math.max(this.transcript.first, this.transcript.length - lastWords));
    const advice = code === 0 ? undefined : this.#options.explainEnd?.(end);
    if (advice !== undefined) {
      this.#options.onNotice?.(advice);
    }
  }

  #crash(message: string): void {
    this.#fail(exitCodes.crash, "crash", message);
  }

  async #hang(code: number, reason: "boot" | "hang", what: string): Promise<void> {
    this.#fail(code, reason, `${what}: ${await this.#diagnose()}`);
  }

  #fail(code: number, reason: "crash" | "hang" | "boot", message: string): void {
    const seed = this.#options.seed?.();
    const context = seed === undefined ? "" : `\nThe network's seed is ${seed}.`;
    this.#ending.end({ code, reason, message: message + context });
  }

  #diagnose(): Promise<string> {
    const { symbols, describeNetwork, inspect } = this.#options;
    const ask = this.#running && this.#ending.outcome === undefined ? () => this.#enquiry.ask() : undefined;
    return diagnoseHang(this.#machine, symbols, this.transcript, describeNetwork?.(), inspect, ask);
  }

  #whenEnded(callback: () => void): void {
    if (this.#ending.signal.aborted) {
      callback();
    } else {
      this.#ending.signal.addEventListener("abort", callback, { once: true });
    }
  }

  #howItEnded(): string {
    return this.#ending.outcome?.message ?? "it has not ended";
  }
}
