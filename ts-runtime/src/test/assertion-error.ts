import { inspect } from "../globals/inspect.ts";

/** What a failed assertion throws: it ends its test. */
export class AssertionError extends Error {
  /** Both as text, where two values were compared. */
  declare readonly actual?: string;
  declare readonly expected?: string;

  constructor(message: string, values?: { actual: unknown; expected: unknown }) {
    super(message);
    if (values !== undefined) {
      this.actual = inspect(values.actual, { depth: 5 });
      this.expected = inspect(values.expected, { depth: 5 });
    }
  }
}
