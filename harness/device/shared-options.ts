import type { BootOptions } from "./options.ts";

/** Of `boot`, what a command line may say for all tests. */
export type SharedOptions = Omit<
  BootOptions,
  "network" | "signal" | "flash" | "onOutput" | "onRecord" | "onNotice" | "args" | "name"
>;

/** What `async-io test` was told, which it hands to the processes of the tests in AIO_TEST_OPTIONS. */
export function sharedOptions(env = process.env): SharedOptions {
  const { AIO_TEST_OPTIONS } = env;
  return AIO_TEST_OPTIONS ? JSON.parse(AIO_TEST_OPTIONS) : {};
}
