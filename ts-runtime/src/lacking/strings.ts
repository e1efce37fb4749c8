/** `isWellFormed` and `toWellFormed` of strings. */
import { coercible, supply } from "./supply.ts";

const lone = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(^|[^\uD800-\uDBFF])[\uDC00-\uDFFF]/;

function textOf(self: unknown): string {
  return String(coercible(self));
}

supply(String.prototype, {
  isWellFormed(this: unknown) {
    return !lone.test(textOf(this));
  },
  toWellFormed(this: unknown) {
    const text = textOf(this);
    let result = "";
    for (const character of text) {
      result += character.length === 1 && character >= "\uD800" && character <= "\uDFFF" ? "\uFFFD" : character;
    }
    return result;
  },
});
