export { Assertions } from "./assertions.ts";
export { type Declare, type TestFunction, type TestOptions, test as default, test } from "./declare.ts";
export type { Expectation } from "./expectation.ts";
export type { Hook, Implementation } from "./suite.ts";
