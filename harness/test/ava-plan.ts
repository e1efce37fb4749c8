/** What `async-io test` hands to the process that runs ava. */
export interface AvaPlan {
  /** Test files, as ava's patterns: from the project's folder. */
  readonly files: readonly string[];
  /** How many files run at a time. */
  readonly concurrency: number;
  /** A JUnit report to write. */
  readonly junit?: string | undefined;
}

/** Where it is. */
export const planVariable = "AIO_TEST_PLAN";

/**
 * Takes it out of the environment: tests that start `async-io test` have plans of their own.
 */
export function takePlan(env: NodeJS.ProcessEnv): AvaPlan {
  const text = env[planVariable] ?? '{"files":["test/**"],"concurrency":1}';
  delete env[planVariable];
  return JSON.parse(text);
}
