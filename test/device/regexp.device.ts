/** Regular expressions on long texts, and what is found behind a wrong way. */
import test from "async-io-ts/test";

const length = 4_000;

test("the patterns of a tokenizer match texts of 4,000 characters", (t) => {
  const quoted = `"${"x".repeat(length - 2)}"`;
  t.is(/^"(?:[^"\\]|\\.)*"/.exec(quoted)?.[0].length, length);
  t.is(/^"((?:[^"\\]|\\.)*)"/.exec(`"${"\\n".repeat(length / 2)}"`)?.[1]?.length, length);
  t.true(/^(\d+,)*$/.test("12,".repeat(length / 3)));
  t.is(/^(?:\s|\/\/[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*/.exec(" /* a */\n".repeat(length / 10))?.[0].length, 3_600);
  t.is(/^(?:[a-z]+(?:-[a-z]+)*\s*)+$/.exec("one two-three ".repeat(length / 16))?.[0].length, 3_500);
  t.is(/<([a-z]+)>(.*?)<\/\1>/.exec(`<b>${"x".repeat(length)}</b>`)?.[2]?.length, length);
  t.is("a,b;".repeat(length / 4).split(/[,;]/).length, length / 2 + 1);
  t.is(
    "word "
      .repeat(length / 5)
      .replace(/(\w)(\w+)/g, "$2$1")
      .slice(-5),
    "ordw ",
  );
});

test("a pattern that has to remember each step does so for a thousand, or says that it cannot", (t) => {
  const text = "ab".repeat(500);
  t.is(/^(?:a|ab|b)*c/.exec(`${text}c`)?.[0].length, 1_001);
  t.is(/^(a|ab|b)*$/.exec(text)?.[1], "b");
  try {
    t.false(/^(?:a|ab|b|ba)*c/.test("a".repeat(20_000)));
  } catch (error) {
    t.regex(String(error), /^(?:RangeError: Stack limit exceeded|InternalError: out of memory in regexp execution)$/);
  }
  t.true(/^a+$/.test("a".repeat(length)), "and the next one matches");
});

/** A pattern, a text, and what Node.js finds: the match and its groups. */
const found: readonly (readonly [RegExp, string, readonly (string | undefined)[] | undefined])[] = [
  [/(a*)*b/, "aab", ["aab", "aa"]],
  [/(?:(a)|b)*/, "ab", ["ab", undefined]],
  [/(z)((a+)?(b+)?(c))*/, "zaacbbbcac", ["zaacbbbcac", "z", "ac", "a", undefined, "c"]],
  [/(?=(a+))a*b\1/, "baaabac", ["aba", "a"]],
  [/(.*?)a(?!(a+)b\2c)\2(.*)/, "baaabaac", ["baaabaac", "ba", undefined, "abaac"]],
  [/((a)|(ab))((c)|(bc))/, "abc", ["abc", "a", "a", undefined, "bc", undefined, "bc"]],
  [/a[a-z]{2,4}?/, "abcdefghi", ["abc"]],
  [/(aa|aabaac|ba|b|c)*/, "aabaac", ["aaba", "ba"]],
  [/(?:a(?:b|c(?:d|e)?)*?)+$/, "acdabce", ["acdabce"]],
  [/^(?:(\w+)\s?)*?(\d+)$/, "one two 34", ["one two 34", "two", "34"]],
  [/(?:(?=(\w+))\1:)+x/, "ab:cd:x", ["ab:cd:x", "cd"]],
  [/\b(\w)(\w*)\1\b/i, "say Racer", ["Racer", "R", "ace"]],
  [/(?:a|b)*?(?:c|$)/m, "ab\nc", ["ab"]],
  [/(x{2,3}){2}y/, "xxxxxy", ["xxxxxy", "xx"]],
  [/^(?:.|\n)+?\n(é+)/s, "a\nbéé\néé", ["a\nbéé\néé", "éé"]],
  [/(?:a*){3}b/, "aac", undefined],
  [/(?!(a))b|(?=c)(c)/, "cb", ["c", undefined, "c"]],
];

test("groups have what they had on the way that matched", (t) => {
  for (const [pattern, text, expected] of found) {
    const match = pattern.exec(text);
    t.deepEqual(
      match === null ? undefined : [...match],
      expected === undefined ? undefined : [...expected],
      `${pattern}`,
    );
  }
});
