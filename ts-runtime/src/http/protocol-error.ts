import { EMSGSIZE, EPROTO, ETIMEDOUT } from "../errno.ts";
import type { IoError } from "../io-error.ts";
import { statedError } from "../stated-error.ts";

/** The other end sent a malformed message, or one beyond a limit. */
export type ProtocolError = IoError & {
  /** What a server answers. */
  readonly status: number;
};

const codes: Readonly<Record<number, readonly [errno: number, code: string]>> = {
  408: [ETIMEDOUT, "ETIMEDOUT"],
  413: [EMSGSIZE, "EMSGSIZE"],
  431: [EMSGSIZE, "EMSGSIZE"],
};

/** @param status what a server answers: 408, 413, 431, or a code for what breaks the protocol */
export function protocolError(status: number, message: string): ProtocolError {
  const [errno, code] = codes[status] ?? [EPROTO, "EPROTO"];
  return Object.assign(statedError("http", errno, code, message), { status });
}

/** Whether an error is the other end's. */
export function isProtocolError(error: unknown): error is ProtocolError {
  return error instanceof Error && typeof (error as Partial<ProtocolError>).status === "number";
}
