import { defineGlobal } from "../define-global.ts";

/** Makes a value an uncaught exception, when what runs now is over: it is printed with its stack, and ends the program with code 1. */
function reportError(error: unknown): void {
  // biome-ignore lint/complexity/noArguments: undefined is an error, too
  if (arguments.length === 0) {
    throw new TypeError("reportError: expected an error, got nothing");
  }
  void Promise.reject(error);
}

export { reportError, reportError as "globalThis.reportError" };

defineGlobal("reportError", reportError);
