/** Tells a person something beside a command's output. */
export function note(text: string): void {
  process.stderr.write(`async-io: ${text}\n`);
}
