import { stripVTControlCharacters } from "node:util";

/** C0 without tab and line feed, DEL and C1, and what some readers take for the end of a line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]/g;

/**
 * A text that does nothing to a terminal and to whatever reads it by lines: colours and the like are left out, every other control
 * character becomes its picture (`␇`), or U+FFFD. Tabs and line feeds stay.
 */
export function printable(text: string): string {
  return stripVTControlCharacters(text).replaceAll("\r\n", "\n").replaceAll(control, picture);
}

/** The same on one line. */
export function printableLine(text: string): string {
  return printable(text).trim().replaceAll("\n", "␊").replaceAll("\t", " ");
}

function picture(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) {
    return String.fromCharCode(0x2400 + code);
  }
  return code === 0x7f ? "\u2421" : "\ufffd";
}
