/** Something that the set-up needs is missing or failed. The message is complete: what failed, why, and what to do. */
export class SetupError extends Error {
  /** @override */
  name = "SetupError";
  /** A POSIX code. */
  code;
  /** sysexits.h: 69, a service or a program is unavailable; 73, a file cannot be made. */
  exitCode;

  /**
   * @param {string} message
   * @param {{ code?: string, exitCode?: number, cause?: unknown }} [options]
   */
  constructor(message, { code = "EIO", exitCode = 69, cause } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.exitCode = exitCode;
  }
}
