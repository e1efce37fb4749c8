/** Names that the process which runs ava, test files and tests agree on. */

/** The variable that holds the folder of this run of ava. */
export const runVariable = "AIO_TEST_RUN";

/** In it: a line for each test file, `{ folder, file }` as JSON, with the temporary folder that the file has got. */
export const filesFile = "files";

/** In it: a line for each skipped test, with what it lacks as a JSON text. */
export const skippedFile = "skipped";

/** The name of the folder in which tsx caches what it compiled, in whatever the temporary folder is. */
export const tsxFolder = `tsx-${process.geteuid?.()}`;
