/**
 * A line of progress. On stderr: a program's stdout is its device's console.
 *
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`${line}\n`);
}
