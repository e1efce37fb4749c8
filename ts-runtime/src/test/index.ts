/**
 * Tests that run on the device: files that end in `.device.ts`.
 *
 * @module async-io-ts/test
 */

export { Assertions } from "./assertions.ts";
export { type Declare, type TestFunction, type TestOptions, test as default, test } from "./declare.ts";
export type { Expectation } from "./expectation.ts";
export type { Hook, Implementation } from "./suite.ts";
