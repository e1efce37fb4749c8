import { isIPv4 } from "node:net";
import { UsageError } from "./errors.ts";

/**
 * The four bytes of a dotted IPv4 address.
 *
 * @throws UsageError `EINVAL` it is none
 */
export function parseIPv4(text: string): Uint8Array {
  if (!isIPv4(text)) {
    throw new UsageError(`not an IPv4 address: ${JSON.stringify(text)}; one is written like "10.0.2.15"`);
  }
  return Uint8Array.from(text.split("."), Number);
}

/** The dotted form of the four bytes at `offset`. */
export function formatIPv4(bytes: Uint8Array, offset = 0): string {
  return bytes.subarray(offset, offset + 4).join(".");
}

/** The text (RFC 5952) of the sixteen bytes of an IPv6 address at `offset`. */
export function formatIPv6(bytes: Uint8Array, offset = 0): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    (((bytes[offset + 2 * index] ?? 0) << 8) | (bytes[offset + 2 * index + 1] ?? 0)).toString(16),
  );
  // The longest run of zeros, the first one of that length, is left out; a single zero is not.
  const runs = groups.join(":").match(/(?<![\da-f])0(?::0)+(?![\da-f])/g) ?? [];
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), "");
  const text = groups.join(":");
  if (longest === "") {
    return text;
  }
  const at = text.search(new RegExp(`(?<![\\da-f])${longest}(?![\\da-f])`));
  const [head, tail] = [text.slice(0, at), text.slice(at + longest.length)];
  return `${head.replace(/:$/, "")}::${tail.replace(/^:/, "")}`;
}

/**
 * The six bytes of a MAC address such as `"02:00:00:00:00:01"`.
 *
 * @throws UsageError `EINVAL` it is none
 */
export function parseMac(text: string): Uint8Array {
  if (!/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i.test(text)) {
    throw new UsageError(`not a MAC address: ${JSON.stringify(text)}; one is written like "02:00:00:00:00:01"`);
  }
  return Uint8Array.from(text.split(":"), (byte) => Number.parseInt(byte, 16));
}

/** The usual form, in lower case, of the six bytes at `offset`. */
export function formatMac(bytes: Uint8Array, offset = 0): string {
  return Array.from(bytes.subarray(offset, offset + 6), (byte) => byte.toString(16).padStart(2, "0")).join(":");
}
