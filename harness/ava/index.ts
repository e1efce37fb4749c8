/**
 * Tests on this machine that boot devices, reported through ava.
 *
 * @module async-io-ts/ava
 */

export type { Bench } from "./bench.ts";
export type { Implementation, Test } from "./declare.ts";
export { deviceTests } from "./device-tests.ts";
export type { BenchOptions } from "./options.ts";
export { test, test as default } from "./test.ts";
