import { HarnessError } from "./errors.ts";

/** Virtual time cannot go on: a device computes without an end, QEMU's debug stub failed, or a wait cannot end while it stands still. */
export class TimeError extends HarnessError {
  /** The name of its class. */
  override name = "TimeError";

  constructor(message: string, code: string, cause?: unknown) {
    super(message, { code, exitCode: 72, cause });
  }
}
