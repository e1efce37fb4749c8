/** Behind the program's own arguments: which tests run. `ts-runtime/src/test/select.ts` takes it away. */
const prefix = "--async-io-tests=";
/** Where the patterns of a command are, for the processes of its tests. */
export const matchVariable = "AIO_TEST_MATCH";

/**
 * What a device that runs tests is to be told of the patterns of titles that ava was given: the tests that ava leaves out do not run
 * there either. Without patterns nothing.
 */
export function selection(env = process.env): readonly string[] {
  const patterns: readonly string[] = JSON.parse(env[matchVariable] || "[]");
  return patterns.length === 0 ? [] : [`${prefix}${titleExpression(patterns)}`];
}

/**
 * Ava's patterns as one regular expression, without regard to case: a title matches one of them, and none of those that begin with `!`.
 */
export function titleExpression(patterns: readonly string[]): string {
  const unwanted = patterns.filter((pattern) => pattern.startsWith("!")).map((pattern) => pattern.slice(1));
  const wanted = patterns.filter((pattern) => !pattern.startsWith("!"));
  const none = unwanted.length === 0 ? "" : `(?!${anyOf(unwanted)}$)`;
  return `^${none}${wanted.length === 0 ? "" : `${anyOf(wanted)}$`}`;
}

function anyOf(patterns: readonly string[]): string {
  return `(?:${patterns.map(expression).join("|")})`;
}

/** `*` stands for anything, and what is behind a backslash for itself. */
function expression(pattern: string): string {
  return pattern.replaceAll(/\\([\s\S])|[\s\S]/g, (character, escaped?: string) =>
    character === "*" ? "[\\s\\S]*" : (escaped ?? character).replace(/[\\^$.*+?()[\]{}|/]/, "\\$&"),
  );
}
