import { SetupError } from "../bootstrap/errors.js";
import { HarnessError } from "../errors.ts";

/** Does work of the set-up; its errors come out as the harness's, which the command line prints without a stack. */
export async function explained<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SetupError) {
      throw new HarnessError(error.message, { code: error.code, exitCode: error.exitCode, cause: error });
    }
    throw error;
  }
}
