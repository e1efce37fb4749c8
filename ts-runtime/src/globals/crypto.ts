import { ENOTSUP } from "../errno.ts";
import type { Host } from "../host.ts";
import { IoError } from "../io-error.ts";
import { namedError } from "./named-error.ts";

// Not of host-binding.ts, as every bundle has all the names there.
declare const host: Pick<Host, "random">;

/** Bytes of one call, as the standard has it. */
const quota = 65_536;

const crypto = { getRandomValues, randomUUID };

// Where a program writes `crypto.subtle` the bundler puts what crypto-subtle.ts has. What asks in another way is told.
Object.defineProperty(crypto, "subtle", {
  get() {
    const error = new IoError("crypto.subtle", ENOTSUP);
    error.message = "crypto.subtle is in a program that writes it so, as crypto.subtle.digest(…) (ENOTSUP)";
    throw error;
  },
  configurable: true,
});

// The bundler puts these in the place of each `crypto` of a program; a program that has none has nothing of this file.
export { crypto, crypto as "globalThis.crypto" };

Object.defineProperty(globalThis, "crypto", { value: crypto, configurable: true, enumerable: false, writable: true });

/** Fills a typed array of integers with random bytes: the device's own, or those of its seed. */
function getRandomValues<T extends ArrayBufferView>(array: T): T {
  if (!/^\[object (Big)?(Int|Uint)\d+(Clamped)?Array\]$/.test(Object.prototype.toString.call(array))) {
    throw typeMismatch(array);
  }
  const { buffer, byteOffset, byteLength } = array;
  if (byteLength > quota) {
    const message = `getRandomValues: expected at most ${quota} bytes, got ${byteLength}: fill a large array in parts (ERANGE)`;
    throw Object.assign(namedError("QuotaExceededError", message), { code: "ERANGE" });
  }
  fill(new Uint8Array(buffer, byteOffset, byteLength), "getRandomValues");
  return array;
}

/** As the standard names it where the value is a view of a buffer at all. */
function typeMismatch(value: unknown): TypeError {
  const message = "getRandomValues: expected a typed array of integers, such as a Uint8Array (EINVAL)";
  const error = Object.assign(new TypeError(message), { code: "EINVAL" });
  return ArrayBuffer.isView(value)
    ? Object.defineProperty(error, "name", { value: "TypeMismatchError", configurable: true, writable: true })
    : error;
}

/** A UUID of version 4 (RFC 9562). */
function randomUUID(): string {
  const bytes = new Uint8Array(16);
  fill(bytes, "randomUUID");
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function fill(bytes: Uint8Array, syscall: string): void {
  const result = host.random(bytes);
  if (result < 0) {
    throw failure(syscall, result);
  }
}

/** @param syscall the function that the program called */
function failure(syscall: string, result: number): Error {
  const error = new IoError(syscall, result);
  if (result === -ENOTSUP) {
    error.message =
      `${syscall}: this device has no source of random bytes (ENOTSUP): on a board choose an entropy driver in the devicetree, ` +
      "chosen { zephyr,entropy = &rng; }; in QEMU start the program with async-io, which gives each boot a seed";
  }
  return error;
}
