import type { DeviceRecord } from "../console/records.ts";
import type { Failure, TestEvent } from "./events.ts";
import { testEvent } from "./events.ts";

/** A device that runs tests, as far as its reports are concerned. */
export interface Reporter {
  readonly diagnosis: string | undefined;
  records(): AsyncIterable<DeviceRecord>;
  outputBetween(first: DeviceRecord | undefined, last?: DeviceRecord): string;
}

/** How a test went. */
export interface Result {
  readonly failure: Failure | undefined;
  /** What the device printed meanwhile. */
  readonly output: string;
}

/** What a file declares. */
export interface Plan {
  readonly titles: readonly string[];
  readonly skipped: readonly string[];
}

/** An event, and the record that told of it: the device has gone on meanwhile. */
interface Told {
  readonly event: TestEvent;
  readonly record: DeviceRecord;
}

/** Follows the tests that a device runs, one after the other. */
export class TestRun {
  readonly #device: Reporter;
  readonly #events: AsyncIterator<Told>;
  /** What was printed up to this record belongs to tests that have ended. */
  #last: DeviceRecord | undefined;
  #isOver = false;

  constructor(device: Reporter) {
    this.#device = device;
    this.#events = events(device)[Symbol.asyncIterator]();
  }

  /**
   * The titles of all tests, in the order in which they run, and of those that do not run.
   *
   * @throws Error the program ended before it had declared its tests
   */
  async plan(): Promise<Plan> {
    const event = (await this.#next())?.event;
    if (event?.event !== "plan" || event.titles.length + event.skipped.length === 0) {
      throw new Error(`the file declares no tests: ${this.#story()}`);
    }
    return event;
  }

  /** How the next test goes. It has failed, too, where the device ends within it. */
  async result(title: string): Promise<Result> {
    for (;;) {
      const told = await this.#next();
      if (told === undefined || told.event.event === "end") {
        return this.#conclude({ message: `the device did not finish this test: ${this.#story()}` });
      }
      const { event } = told;
      if (event.event === "pass" && event.title === title) {
        return this.#conclude(undefined, told.record);
      }
      if (event.event === "fail" && event.title === title) {
        return this.#conclude(event.failure, told.record);
      }
    }
  }

  async #next(): Promise<Told | undefined> {
    const { done, value } = await this.#events.next();
    return done ? undefined : value;
  }

  #conclude(failure: Failure | undefined, record?: DeviceRecord): Result {
    const output = this.#printed(record);
    this.#last = record;
    this.#isOver ||= record === undefined;
    return { failure, output };
  }

  #printed(until?: DeviceRecord): string {
    return this.#isOver ? "" : this.#device.outputBetween(this.#last, until);
  }

  #story(): string {
    const printed = this.#printed().trimEnd();
    return `${this.#device.diagnosis ?? "it still runs"}${printed === "" ? "" : `; it printed:\n${printed}`}`;
  }
}

async function* events(device: Reporter): AsyncGenerator<Told, undefined> {
  for await (const record of device.records()) {
    const event = testEvent(record);
    if (event !== undefined) {
      yield { event, record };
    }
  }
  return undefined;
}
