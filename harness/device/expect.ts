import { types } from "node:util";
import { HarnessError } from "../errors.ts";
import { checkGiven, checkValue, type Rule, rules } from "../given.ts";
import { afterProgress, type Clock } from "./clock.ts";
import type { Transcript } from "./transcript.ts";

/** What was expected on the console did not come. Its code is `ETIMEDOUT`, or `ENODATA` where the device ended first. */
export class ExpectError extends HarnessError {
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

/**
 * A match that ends where the text does may grow: `(\d+)` of a number that has arrived by half. It counts after the console was
 * silent this long. In milliseconds.
 */
const settled = 50;

/** Reads a transcript from match to match. */
export class Expectations {
  readonly #transcript: Transcript;
  readonly #clock: Clock;
  readonly #howItEnded: () => string;
  readonly #context: string;
  readonly #whenSettled: (callback: () => void) => () => void;
  /** The offset behind the last match. */
  #consumed = 0;

  /**
   * @param context a sentence that each error's message has at its end
   * @param whenSettled calls back when the text can be taken for whole, as far as it has come. Default: after a silence
   */
  constructor(
    transcript: Transcript,
    clock: Clock,
    howItEnded: () => string,
    context = "",
    whenSettled = (callback: () => void) => afterProgress(clock, settled, callback),
  ) {
    this.#whenSettled = whenSettled;
    this.#transcript = transcript;
    this.#clock = clock;
    this.#howItEnded = howItEnded;
    this.#context = context;
  }

  /** See {@link Device.expect}. */
  async expect(pattern: RegExp | string, options: ExpectOptions = {}): Promise<RegExpMatchArray> {
    checkValue("what is expected", pattern, patternRule);
    checkGiven("expect", options, expectRules);
    const { timeout = 10_000, signal } = options;
    signal?.throwIfAborted();
    const controller = new AbortController();
    try {
      return await Promise.race([
        this.#match(pattern, controller.signal),
        this.#tooLate(pattern, timeout, controller.signal),
        aborted(signal, controller.signal),
      ]);
    } finally {
      controller.abort();
    }
  }

  /** Looks at the text now and after each change, until there is a match or the text has ended. */
  #match(pattern: RegExp | string, stopped: AbortSignal): Promise<RegExpMatchArray> {
    const regexp = typeof pattern === "string" ? literal(pattern) : stateless(pattern);
    return new Promise((resolve, reject) => {
      let cancelSettling = () => {};
      const look = (isSettled: boolean) => {
        cancelSettling();
        const text = this.#transcript.from(this.#consumed);
        const match = regexp.exec(text);
        const rest = match === null ? text : text.slice(match.index + match[0].length);
        const mayGrow = rest === "" && !this.#transcript.ended && typeof pattern !== "string" && !text.endsWith("\n");
        if (match !== null && (isSettled || !mayGrow)) {
          this.#consumed = this.#transcript.length - rest.length;
          // At once, so that the next one in line does not get the same match.
          off();
          resolve(match);
        } else if (match !== null) {
          cancelSettling = this.#whenSettled(() => look(true));
        } else if (this.#transcript.ended) {
          reject(this.#error(pattern, "ENODATA", `but the device ended first: ${this.#howItEnded()}`));
        }
      };
      const off = this.#transcript.onChange(() => look(false));
      stopped.addEventListener("abort", () => {
        off();
        cancelSettling();
      });
      look(false);
    });
  }

  #tooLate(pattern: RegExp | string, timeout: number, stopped: AbortSignal): Promise<never> {
    return new Promise((_resolve, reject) => {
      const cancel = afterProgress(this.#clock, timeout, () => {
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
    const message = `expected the device to print ${wanted} ${how}. ${shown}`;
    return new ExpectError(this.#context === "" ? message : `${message}\n${this.#context}`, code);
  }
}

/** Rejects when the user's signal is aborted. */
function aborted(signal: AbortSignal | undefined, stopped: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true, signal: stopped });
  });
}

/** A copy that does not remember where it last matched. */
function stateless(pattern: RegExp): RegExp {
  return new RegExp(pattern, pattern.flags.replaceAll(/[gy]/g, ""));
}

function literal(text: string): RegExp {
  return new RegExp(text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"), "u");
}
