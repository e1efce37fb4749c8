/** Longer texts are cut. */
const longest = 10_000;
const named = ["\b", "\t", "\n", "\v", "\f", "\r"];

/** A text in quotes, which are those that it does not contain. */
export function quote(text: string): string {
  const mark = ["'", '"', "`"].find((each) => !text.includes(each) && !(each === "`" && text.includes("${"))) ?? "'";
  let shown = "";
  for (const character of text) {
    const code = character.charCodeAt(0);
    if (character === mark || character === "\\") {
      shown += `\\${character}`;
    } else if (code < 0x20 || (code >= 0x7f && code < 0xa0)) {
      const at = named.indexOf(character);
      shown += at < 0 ? `\\x${code.toString(16).toUpperCase().padStart(2, "0")}` : `\\${"btnvfr"[at]}`;
    } else if (character.length === 1 && code >= 0xd800 && code < 0xe000) {
      shown += `\\u${code.toString(16)}`;
    } else {
      shown += character;
    }
  }
  return `${mark}${shown}${mark}`;
}

/** As {@link quote}; one of several lines that does not fit is shown line by line. */
export function quoteLines(text: string, indent: number, width: number): string {
  const kept = text.slice(0, longest);
  const more = text.length - kept.length;
  const rest = more === 0 ? "" : `... ${more} more character${more > 1 ? "s" : ""}`;
  if (kept.length <= 16 || kept.length <= width - indent - 4) {
    return quote(kept) + rest;
  }
  const ends = kept.split("\n");
  const lines = ends.map((line, at) => (at < ends.length - 1 ? `${line}\n` : line)).filter((line) => line !== "");
  return lines.map(quote).join(` +\n${" ".repeat(indent + 2)}`) + rest;
}
