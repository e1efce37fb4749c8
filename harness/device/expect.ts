import { types } from "node:util";
import { afterProgress, type Clock } from "../base/clock.ts";
import { HarnessError } from "../base/errors.ts";
import { checkGiven, checkValue, type Rule, rules } from "../base/given.ts";
import { type Breadth, type Found, Search } from "./search.ts";
import type { Transcript } from "./transcript.ts";

/** What was expected on the console did not come. Its code is `ETIMEDOUT`, or `ENODATA` where the device ended first. */
export class ExpectError extends HarnessError {
  /** The name of its class. */
  override name = "ExpectError";

  constructor(message: string, code: "ETIMEDOUT" | "ENODATA") {
    super(message, { code, exitCode: 1 });
  }
}

/** How long the device is waited for. */
export interface ExpectOptions {
  /** Milliseconds, without those in which the host was too busy to run the device. Default 10,000. */
  timeout?: number;
  /** Aborted, the promise rejects with its reason. */
  signal?: AbortSignal;
}

const patternRule: Rule = {
  fits: (value) => typeof value === "string" || types.isRegExp(value),
  expected: "a string or a regular expression",
};
const expectRules: Readonly<Record<keyof ExpectOptions, Rule>> = { timeout: rules.wait, signal: rules.signal };

/** A match that ends where the text does counts after the console was silent this long. In milliseconds. */
const settled = 50;

/** Reads a transcript from match to match. */
export class Expectations {
  readonly #transcript: Transcript;
  readonly #clock: Clock;
  readonly #howItEnded: () => string;
  readonly #context: string;
  readonly #who: string;
  readonly #whenSettled: (callback: () => void) => () => void;
  /** The offset behind the last match. */
  #consumed = 0;

  /**
   * @param context a sentence that each error's message has at its end
   * @param whenSettled calls back when the text can be taken for whole, as far as it has come. Default: after a silence
   * @param who what messages call the device
   */
  constructor(
    transcript: Transcript,
    clock: Clock,
    howItEnded: () => string,
    context = "",
    whenSettled = (callback: () => void) => afterSilence(transcript, clock, callback),
    who = "the device",
  ) {
    this.#whenSettled = whenSettled;
    this.#transcript = transcript;
    this.#clock = clock;
    this.#howItEnded = howItEnded;
    this.#context = context;
    this.#who = who;
  }

  /** See {@link Device.expect}. */
  async expect(pattern: RegExp | string, options: ExpectOptions = {}): Promise<RegExpMatchArray> {
    checkValue("what is expected", pattern, patternRule);
    checkGiven("expect", options, expectRules);
    const { timeout = 10_000, signal } = options;
    signal?.throwIfAborted();
    const controller = new AbortController();
    const search = new Search(this.#transcript, pattern);
    try {
      return await Promise.race([
        this.#match(search, pattern, controller.signal),
        this.#tooLate(search, pattern, timeout, controller.signal),
        aborted(signal, controller.signal),
      ]);
    } finally {
      controller.abort();
    }
  }

  /** Looks at the text now and after each change, until there is a match or the text has ended. */
  #match(search: Search, pattern: RegExp | string, stopped: AbortSignal): Promise<RegExpMatchArray> {
    return new Promise((resolve, reject) => {
      let cancelSettling: (() => void) | undefined;
      const look = (breadth: Breadth, isSettled: boolean) => {
        const found = search.look(this.#consumed, breadth);
        if (found !== undefined && (isSettled || !this.#mayGrow(found, pattern))) {
          this.#consumed = found.end;
          // At once, so that the next one in line does not get the same match.
          stop();
          resolve(found.match);
        } else if (found === undefined && this.#transcript.ended) {
          reject(this.#error(pattern, "ENODATA", `but the device ended first: ${this.#howItEnded()}`));
        } else if (found !== undefined || search.isOwed) {
          if (found !== undefined) {
            search.grows(found);
          }
          cancelSettling ??= this.#whenSettled(() => {
            cancelSettling = undefined;
            look("wide", true);
          });
        }
      };
      const off = this.#transcript.onChange(() => look(this.#transcript.ended ? "all" : "each", false));
      const stop = () => {
        off();
        cancelSettling?.();
      };
      stopped.addEventListener("abort", stop);
      look("all", false);
    });
  }

  /** Whether a match may be the beginning of a longer one, as `(\d+)` of a number that has arrived by half. */
  #mayGrow({ end }: Found, pattern: RegExp | string): boolean {
    const { length, ended } = this.#transcript;
    return end === length && !ended && typeof pattern !== "string" && this.#transcript.from(length - 1) !== "\n";
  }

  /** The last look takes in all that is unread: what is longer than those before could see is found now. */
  #tooLate(search: Search, pattern: RegExp | string, timeout: number, stopped: AbortSignal): Promise<RegExpMatchArray> {
    return new Promise((resolve, reject) => {
      const cancel = afterProgress(this.#clock, timeout, () => {
        const found = search.look(this.#consumed, "all");
        if (found !== undefined) {
          this.#consumed = found.end;
          resolve(found.match);
          return;
        }
        reject(this.#error(pattern, "ETIMEDOUT", `within ${timeout} ms, but it did not`));
      });
      stopped.addEventListener("abort", cancel);
    });
  }

  #error(pattern: RegExp | string, code: "ETIMEDOUT" | "ENODATA", how: string): ExpectError {
    const tail = this.#transcript.tail();
    const unread = this.#transcript.from(this.#consumed).trim() === "" ? " (all of it was matched before)" : "";
    const shown =
      tail === "" ? "It printed nothing." : `The last it printed${unread}:\n${tail.replaceAll(/^/gm, "  | ")}`;
    const wanted = typeof pattern === "string" ? JSON.stringify(pattern) : String(pattern);
    const message = `expected ${this.#who} to print ${wanted} ${how}. ${shown}`;
    return new ExpectError(this.#context === "" ? message : `${message}\n${this.#context}`, code);
  }
}

/** Rejects when the user's signal is aborted. */
function aborted(signal: AbortSignal | undefined, stopped: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true, signal: stopped });
  });
}

/** Calls back when the console was silent for a while. Nothing is started anew for each character. */
function afterSilence(transcript: Transcript, clock: Clock, callback: () => void): () => void {
  let cancel = () => {};
  const wait = () => {
    const { length } = transcript;
    cancel = afterProgress(clock, settled, () => (transcript.length === length ? callback() : wait()));
  };
  wait();
  return () => cancel();
}
