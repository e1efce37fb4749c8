/** An error with the name that the web's standards give it, as their DOMException has. */
export function namedError(
  name:
    | "AbortError"
    | "TimeoutError"
    | "DataCloneError"
    | "InvalidStateError"
    | "QuotaExceededError"
    | "InvalidCharacterError"
    | "NotSupportedError",
  message: string,
): Error {
  const error = new Error(message);
  Object.defineProperty(error, "name", { value: name, configurable: true, writable: true });
  return error;
}
