import { HarnessError, isHarnessError } from "../base/errors.ts";

/** What a device was asked for; where that fails, the message begins with what messages call the device. */
export async function named<Result>(who: string, result: Promise<Result>): Promise<Result> {
  try {
    return await result;
  } catch (error) {
    if (!isHarnessError(error) || error.message.includes(who)) {
      throw error;
    }
    const { code, exitCode } = error;
    throw new HarnessError(`${who}: ${error.message}`, { code, exitCode, cause: error });
  }
}
