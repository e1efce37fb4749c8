import { HarnessError } from "../base/errors.ts";

/** Something on the virtual network failed. Exit code 72 where it ends a run. */
export class NetworkError extends HarnessError {
  /** The name of its class. */
  override name = "NetworkError";

  constructor(message: string, code: string, cause?: unknown) {
    super(message, { code, exitCode: 72, cause });
  }
}
