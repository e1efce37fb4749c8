import { defineGlobal } from "../define-global.ts";
import { digits, invalidCharacter } from "./base64.ts";

/** Each character is a byte; the bytes are written in base 64. */
function btoa(text: string): string {
  const bytes = `${text}`;
  let result = "";
  for (let at = 0; at < bytes.length; at += 3) {
    let bits = 0;
    for (let i = 0; i < 3; i++) {
      const byte = at + i < bytes.length ? bytes.charCodeAt(at + i) : 0;
      if (byte > 255) {
        throw invalidCharacter(
          `btoa: expected characters up to U+00FF, got U+${byte.toString(16).toUpperCase()} at ${at + i}`,
        );
      }
      bits = (bits << 8) | byte;
    }
    const there = bytes.length - at;
    result += digits.charAt(bits >> 18) + digits.charAt((bits >> 12) & 63);
    result += (there > 1 ? digits.charAt((bits >> 6) & 63) : "=") + (there > 2 ? digits.charAt(bits & 63) : "=");
  }
  return result;
}

export { btoa, btoa as "globalThis.btoa" };

defineGlobal("btoa", btoa);
