export { Assertions } from "./assertions.ts";
export { type TestOptions, test as default, test } from "./declare.ts";
export type { Expectation } from "./expectation.ts";
export type { Implementation } from "./run.ts";
