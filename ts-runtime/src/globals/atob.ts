import { defineGlobal } from "../define-global.ts";
import { digits, invalidCharacter } from "./base64.ts";

/** The bytes of a text in base 64, each as a character. White space is passed over, and `=` at the end may be missing. */
function atob(text: string): string {
  const packed = `${text}`.replace(/[\t\n\f\r ]/g, "");
  const data = packed.length % 4 === 0 ? packed.replace(/==?$/, "") : packed;
  const wrong = /[^A-Za-z0-9+/]/.exec(data);
  if (wrong !== null || data.length % 4 === 1) {
    const got = wrong === null ? `${data.length} digits` : JSON.stringify(wrong[0]);
    throw invalidCharacter(`atob: expected a text in base 64, got ${got}`);
  }
  let result = "";
  let bits = 0;
  for (let at = 0; at < data.length; at++) {
    bits = ((bits << 6) | digits.indexOf(data.charAt(at))) & 0xffff;
    const left = ((at + 1) * 6) % 8;
    if (at % 4 !== 0) {
      result += String.fromCharCode((bits >> left) & 255);
    }
  }
  return result;
}

export { atob, atob as "globalThis.atob" };

defineGlobal("atob", atob);
