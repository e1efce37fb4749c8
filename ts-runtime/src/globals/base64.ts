import { namedError } from "./named-error.ts";

/** The digits of base 64 (RFC 4648). */
export const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** As the standard names it. */
export function invalidCharacter(message: string): Error {
  return Object.assign(namedError("InvalidCharacterError", `${message} (EINVAL)`), { code: "EINVAL" });
}
