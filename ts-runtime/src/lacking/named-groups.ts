/** Each group's name, and the number of its captures: several where alternatives have a group of that name each. */
type Groups = readonly (readonly [name: string, captures: readonly number[]])[];

type Result = RegExpExecArray | null;
type Replacement = string | ((...args: unknown[]) => unknown);

/**
 * Gives a regular expression the named groups that the bundler took out of its pattern. The engine's own methods ask it for `exec` and the
 * like, as the standard has them do.
 *
 * @param source the pattern as it is in the program
 */
export function namedGroups(pattern: RegExp, source: string, groups: Groups): RegExp {
  const native = RegExp.prototype;
  const pick = (captures: readonly unknown[]) => {
    const picked = Object.create(null);
    for (const [name, numbers] of groups) {
      picked[name] = numbers.map((at) => captures[at]).find((text) => text !== undefined);
    }
    return picked;
  };
  const own = {
    source,
    exec(this: RegExp, text: string): Result {
      const result = native.exec.call(this, text);
      if (result !== null) {
        result.groups = pick(result);
      }
      return result;
    },
    [Symbol.replace](this: RegExp, text: string, replacement: Replacement) {
      const by =
        typeof replacement === "function"
          ? (...args: unknown[]) => replacement(...args, pick(args))
          : numbered(String(replacement), groups);
      return native[Symbol.replace].call(this, text, by as () => string);
    },
    [Symbol.matchAll](this: RegExp, text: string) {
      const copy = namedGroups(new RegExp(this, this.flags), source, groups);
      copy.lastIndex = this.lastIndex;
      return matches(copy, String(text));
    },
  };
  for (const key of Reflect.ownKeys(own)) {
    Object.defineProperty(pattern, key, { value: Reflect.get(own, key), configurable: true, writable: true });
  }
  return pattern;
}

/** `$<name>` by the numbers of the captures, of which one matches at most. */
function numbered(replacement: string, groups: Groups): string {
  return replacement.replace(/\$\$|\$<([^>]*)>/g, (found, name?: string) => {
    const numbers = name === undefined ? undefined : (groups.find(([known]) => known === name)?.[1] ?? []);
    return numbers === undefined ? found : numbers.map((at) => `$${String(at).padStart(2, "0")}`).join("");
  });
}

function* matches(pattern: RegExp, text: string): Generator<RegExpExecArray> {
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    yield match;
    if (!pattern.global) {
      return;
    }
    if (match[0] === "") {
      const code = pattern.unicode ? (text.codePointAt(pattern.lastIndex) ?? 0) : 0;
      pattern.lastIndex += code > 0xffff ? 2 : 1;
    }
  }
}
