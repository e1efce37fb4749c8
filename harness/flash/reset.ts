import { HarnessError } from "../errors.ts";
import type { ResetOptions } from "./types.ts";

export function resetBoard(_options: ResetOptions): Promise<void> {
  return Promise.reject(new HarnessError("reset is not implemented yet", { code: "ENOSYS", exitCode: 70 }));
}
