import { HarnessError } from "../errors.ts";
import type { FlashOptions, FlashResult } from "./types.ts";

export function flash(_options: FlashOptions): Promise<FlashResult> {
  return Promise.reject(new HarnessError("flash is not implemented yet", { code: "ENOSYS", exitCode: 70 }));
}
