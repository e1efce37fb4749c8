/** How `harness/ava/select.ts` begins the argument with which it says what tests are to run. */
const prefix = "--async-io-tests=";

/**
 * Takes what the harness says of titles from a program's arguments, which then are as somebody gave them. Where it says nothing, every
 * title is wanted.
 */
export function takeSelection(args: readonly string[]): (title: string) => boolean {
  const last = args.at(-1);
  if (last === undefined || !last.startsWith(prefix)) {
    return () => true;
  }
  (args as string[]).pop();
  const wanted = new RegExp(last.slice(prefix.length), "i");
  return (title) => wanted.test(title);
}
