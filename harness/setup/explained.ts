import { HarnessError } from "../base/errors.ts";
import { explainSystemError } from "../base/explain.js";
import { SetupError } from "../base/setup-error.js";

/** Does work of the set-up; its errors come out as the harness's, which the command line prints without a stack. */
export async function explained<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    const error = explainSystemError(thrown);
    if (error instanceof SetupError) {
      throw new HarnessError(error.message, { code: error.code, exitCode: error.exitCode, cause: error });
    }
    throw error;
  }
}
