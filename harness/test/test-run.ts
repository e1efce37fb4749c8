import type { DeviceRecord } from "../console/records.ts";
import type { Failure, TestEvent } from "./events.ts";
import { testEvent } from "./events.ts";

/** A device that runs tests, as far as its reports are concerned. */
export interface Reporter {
  readonly output: string;
  readonly diagnosis: string | undefined;
  records(): AsyncIterable<DeviceRecord>;
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

/** Follows the tests that a device runs, one after the other. */
export class TestRun {
  readonly #device: Reporter;
  readonly #events: AsyncIterator<TestEvent>;
  #seen = 0;

  constructor(device: Reporter) {
    this.#device = device;
    this.#events = events(device.records())[Symbol.asyncIterator]();
  }

  /**
   * The titles of all tests, in the order in which they run, and of those that do not run.
   *
   * @throws Error the program ended before it had declared its tests
   */
  async plan(): Promise<Plan> {
    const event = await this.#next();
    if (event?.event !== "plan" || event.titles.length + event.skipped.length === 0) {
      throw new Error(`the file declares no tests: ${this.#story()}`);
    }
    return event;
  }

  /** How the next test goes. It has failed, too, where the device ends within it. */
  async result(title: string): Promise<Result> {
    for (;;) {
      const event = await this.#next();
      if (event === undefined || event.event === "end") {
        return this.#conclude({ message: `the device did not finish this test: ${this.#story()}` });
      }
      if (event.event === "pass" && event.title === title) {
        return this.#conclude(undefined);
      }
      if (event.event === "fail" && event.title === title) {
        return this.#conclude(event.failure);
      }
    }
  }

  async #next(): Promise<TestEvent | undefined> {
    const { done, value } = await this.#events.next();
    return done ? undefined : value;
  }

  #conclude(failure: Failure | undefined): Result {
    const output = this.#device.output.slice(this.#seen);
    this.#seen += output.length;
    return { failure, output };
  }

  #story(): string {
    const printed = this.#device.output.slice(this.#seen).trimEnd();
    return `${this.#device.diagnosis ?? "it still runs"}${printed === "" ? "" : `; it printed:\n${printed}`}`;
  }
}

async function* events(records: AsyncIterable<DeviceRecord>): AsyncGenerator<TestEvent, undefined> {
  for await (const record of records) {
    const event = testEvent(record);
    if (event !== undefined) {
      yield event;
    }
  }
  return undefined;
}
