import { HarnessError } from "../errors.ts";
import { afterProgress, type Clock } from "./clock.ts";
import type { Transcript } from "./transcript.ts";

/** What was expected on the console did not come. Its code is `ETIMEDOUT`, or `ENODATA` where the device ended first. */
export class ExpectError extends HarnessError {
  override name = "ExpectError";

  constructor(message: string, code: "ETIMEDOUT" | "ENODATA") {
    super(message, { code, exitCode: 1 });
  }
}

export interface ExpectOptions {
  /** Milliseconds, without those in which the host was too busy to run the device. Default 10,000. */
  timeout?: number;
  /** Aborted, the promise rejects with its reason. */
  signal?: AbortSignal;
}

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
  /** The offset behind the last match. */
  #consumed = 0;

  constructor(transcript: Transcript, clock: Clock, howItEnded: () => string) {
    this.#transcript = transcript;
    this.#clock = clock;
    this.#howItEnded = howItEnded;
  }

  /** See {@link Device.expect}. */
  expect(pattern: RegExp | string, { timeout = 10_000, signal }: ExpectOptions = {}): Promise<RegExpMatchArray> {
    signal?.throwIfAborted();
    const regexp =
      typeof pattern === "string" ? literal(pattern) : new RegExp(pattern, pattern.flags.replaceAll(/[gy]/g, ""));
    return new Promise((resolve, reject) => {
      let [cancelLimit, cancelSettling] = [() => {}, () => {}];
      const done = () => {
        off();
        cancelLimit();
        cancelSettling();
        signal?.removeEventListener("abort", abort);
      };
      const fail = (code: "ETIMEDOUT" | "ENODATA", how: string) => {
        done();
        reject(new ExpectError(this.#explain(pattern, how), code));
      };
      const accept = (match: RegExpMatchArray, end: number) => {
        done();
        this.#consumed = end;
        resolve(match);
      };
      const look = (settle = typeof pattern === "string") => {
        cancelSettling();
        const text = this.#transcript.from(this.#consumed);
        const match = regexp.exec(text);
        const end = this.#transcript.length - text.length + (match === null ? 0 : match.index + match[0].length);
        const mayGrow = end === this.#transcript.length && !match?.[0].endsWith("\n") && !this.#transcript.ended;
        if (match !== null && (settle || !mayGrow)) {
          accept(match, end);
        } else if (match !== null) {
          cancelSettling = afterProgress(this.#clock, settled, () => look(true));
        } else if (this.#transcript.ended) {
          fail("ENODATA", `but the device ended first: ${this.#howItEnded()}`);
        }
      };
      const abort = () => {
        done();
        reject(signal?.reason);
      };
      signal?.addEventListener("abort", abort, { once: true });
      const off = this.#transcript.onChange(() => look());
      cancelLimit = afterProgress(this.#clock, timeout, () =>
        fail("ETIMEDOUT", `within ${timeout} ms, but it did not`),
      );
      look();
    });
  }

  #explain(pattern: RegExp | string, how: string): string {
    const tail = this.#transcript.tail();
    const unread = this.#transcript.from(this.#consumed).trim() === "" ? " (all of it was matched before)" : "";
    const shown =
      tail === "" ? "It printed nothing." : `The last it printed${unread}:\n${tail.replaceAll(/^/gm, "  | ")}`;
    return `expected the device to print ${typeof pattern === "string" ? JSON.stringify(pattern) : pattern} ${how}. ${shown}`;
  }
}

function literal(text: string): RegExp {
  return new RegExp(text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"), "u");
}
