import { crc32 } from "node:zlib";

/** The number that a bundle is known by: what its text hashes to. */
export function bundleId(code: string): number {
  return crc32(code);
}

/**
 * The name by which an engine knows a bundle: stacks on the device say `app-1a2b3c4d.js:LINE:COLUMN`. No program can contain its own, so
 * such a position in a text is one that the engine made, of this very bundle.
 */
export function bundleName(code: string): string {
  return `app-${bundleId(code).toString(16).padStart(8, "0")}.js`;
}
