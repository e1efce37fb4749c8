/** The methods of strings that write HTML: they are in the standard for browsers, and in its types for all. */
import { coercible, supply } from "./supply.ts";

function wrap(self: unknown, tag: string, attribute = "", value: unknown = ""): string {
  const text = String(coercible(self));
  const quoted = attribute === "" ? "" : ` ${attribute}="${String(value).replace(/"/g, "&quot;")}"`;
  return `<${tag}${quoted}>${text}</${tag}>`;
}

supply(String.prototype, {
  anchor(this: unknown, name: string) {
    return wrap(this, "a", "name", name);
  },
  fontcolor(this: unknown, color: string) {
    return wrap(this, "font", "color", color);
  },
  fontsize(this: unknown, size: string) {
    return wrap(this, "font", "size", size);
  },
  link(this: unknown, url: string) {
    return wrap(this, "a", "href", url);
  },
});

const tags = { big: "big", blink: "blink", bold: "b", fixed: "tt", italics: "i", small: "small", strike: "strike" };
for (const [name, tag] of Object.entries({ ...tags, sub: "sub", sup: "sup" })) {
  supply(String.prototype, {
    [name](this: unknown) {
      return wrap(this, tag);
    },
  });
}
