import { describe } from "./errno.ts";

/**
 * An operation that failed. Its message says what was tried and how it ended, for example
 * `connect 10.0.2.99:7: connection refused (ECONNREFUSED)`.
 */
export class IoError extends Error {
  /** POSIX's name: `ECONNREFUSED`. */
  code: string;
  /** The number, as the firmware has it. */
  errno: number;
  /** What was tried: `connect`, `read`, `bind`, … */
  syscall: string;
  /** Where something ran out: the Kconfig option to raise. */
  declare option?: string;
  /** Of `writeAll`: how many bytes were sent before it failed. */
  declare bytesWritten?: number;

  /**
   * @param errno positive, or negative as a host call returns it
   * @param subject what it was tried on, an address usually
   * @param option the Kconfig option to raise, where something ran out
   */
  constructor(syscall: string, errno: number, subject = "", option?: string) {
    super();
    this.code = "";
    this.errno = 0;
    this.syscall = syscall;
    this.become(errno, subject, option);
  }

  /**
   * Fills an error in that was made before it was known how the operation would end, so that its stack shows who asked for it.
   *
   * @internal
   */
  become(errno: number, subject = "", option?: string): this {
    const number = Math.abs(errno);
    const [code, text] = describe(number);
    const tried = subject === "" ? this.syscall : `${this.syscall} ${subject}`;
    const advice = option === undefined ? "" : `: all are in use, free some or raise ${option}`;
    this.message = `${tried}: ${text} (${code})${advice}`;
    this.code = code;
    this.errno = number;
    if (option !== undefined) {
      this.option = option;
    }
    return this;
  }
}
