import { HarnessError } from "../errors.ts";

/** Virtual time cannot go on: QEMU's debug stub failed, or ended. */
export class TimeError extends HarnessError {
  override name = "TimeError";

  constructor(message: string, code: string, cause?: unknown) {
    super(message, { code, exitCode: 72, cause });
  }
}
