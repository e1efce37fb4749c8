const isOurs = Symbol.for("async-io-ts.HarnessError");

/**
 * An error whose message is all that a user needs: one line that says what was tried, what came, and what to do. The command
 * line prints it without a stack.
 */
export class HarnessError extends Error {
  /** The name of its class. */
  override name = "HarnessError";
  /** A POSIX code (`ENOENT`) or one of Node's. */
  readonly code: string;
  /** What `async-io` exits with. */
  readonly exitCode: number;

  constructor(message: string, { code, exitCode, cause }: { code: string; exitCode: number; cause?: unknown }) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.exitCode = exitCode;
  }

  /** The same in each copy of this module: benchmarks are loaded with one of their own. Not the error's own, which reports show. */
  get [isOurs](): true {
    return true;
  }
}

/** Whether it is one, of this copy of the module or of another. */
export function isHarnessError(error: unknown): error is HarnessError {
  return error instanceof Error && isOurs in error;
}

/** Bad usage: also a program that is missing or does not compile. Exit code 64. */
export class UsageError extends HarnessError {
  /** The name of its class. */
  override name = "UsageError";

  constructor(message: string, { code = "EINVAL", cause }: { code?: string | undefined; cause?: unknown } = {}) {
    super(message, { code, exitCode: 64, cause });
  }
}

/** The device, or something it needs, did not come up. Exit code 72. */
export class BootError extends HarnessError {
  /** The name of its class. */
  override name = "BootError";

  constructor(message: string, { code = "EIO", cause }: { code?: string | undefined; cause?: unknown } = {}) {
    super(message, { code, exitCode: 72, cause });
  }
}
