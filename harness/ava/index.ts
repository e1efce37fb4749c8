export { deviceTests } from "../test/device-tests.ts";
export type { Bench } from "./bench.ts";
export type { Implementation, Test } from "./declare.ts";
export type { BenchOptions } from "./options.ts";
export { test, test as default } from "./test.ts";
