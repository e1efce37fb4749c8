import { IoError } from "./io-error.ts";

/** An error whose code and message are the caller's, as `describe` has no words for it. */
export function statedError(syscall: string, errno: number, code: string, message: string): IoError {
  const error = new IoError(syscall, errno);
  error.code = code;
  error.message = `${message} (${code})`;
  return error;
}
