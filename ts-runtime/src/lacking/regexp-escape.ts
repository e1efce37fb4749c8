/** `RegExp.escape`. */
import { supply } from "./supply.ts";

const controls: Readonly<Record<string, string>> = { "\t": "t", "\n": "n", "\v": "v", "\f": "f", "\r": "r" };

function escapeOne(character: string, at: number): string {
  const code = character.codePointAt(0) as number;
  if (/[$()*+./?[\\\]^{|}]/.test(character)) {
    return `\\${character}`;
  }
  const control = controls[character];
  if (control !== undefined) {
    return `\\${control}`;
  }
  const isFirst = at === 0 && /[0-9A-Za-z]/.test(character);
  if (isFirst || /[ !"#%&',\-:;<=>@`~\s]/.test(character) || (code >= 0xd800 && code <= 0xdfff)) {
    return code < 256 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
  }
  return character;
}

supply(RegExp, {
  escape(text: string) {
    if (typeof text !== "string") {
      throw new TypeError("the text is not a string");
    }
    let result = "";
    let at = 0;
    for (const character of text) {
      result += escapeOne(character, at);
      at += character.length;
    }
    return result;
  },
});
