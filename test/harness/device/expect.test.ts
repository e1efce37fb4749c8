import test from "ava";
import { wallClock } from "../../../harness/base/clock.ts";
import { Expectations, ExpectError } from "../../../harness/device/expect.ts";
import { Transcript } from "../../../harness/device/transcript.ts";

function console(ended = ""): { transcript: Transcript; expect: Expectations["expect"] } {
  const transcript = new Transcript();
  const expectations = new Expectations(transcript, wallClock, () => ended);
  return { transcript, expect: expectations.expect.bind(expectations) };
}

test("text that was printed before it was expected counts", async (t) => {
  const { transcript, expect } = console();
  transcript.append("booting\nlistening on 4242\n");
  const match = await expect(/listening on (\d+)/);
  t.is(match[1], "4242");
});

test("text that is printed later counts", async (t) => {
  const { transcript, expect } = console();
  const match = expect("ready");
  transcript.append("rea");
  transcript.append("dy");
  t.is((await match)[0], "ready");
});

test("what a match has passed does not match again", async (t) => {
  const { transcript, expect } = console();
  transcript.append("tick 1\ntick 2\ntick 3\n");
  t.is((await expect(/tick (\d)/))[1], "1");
  t.is((await expect(/tick (\d)/))[1], "2");
  t.is((await expect("tick 3"))[0], "tick 3");
  await t.throwsAsync(expect(/tick/, { timeout: 20 }), { instanceOf: ExpectError, code: "ETIMEDOUT" });
});

test("several that wait get theirs in the order they asked", async (t) => {
  const { transcript, expect } = console();
  const both = [expect(/n=(\d)\n/), expect(/n=(\d)\n/)];
  transcript.append("n=1\nn=2\n");
  transcript.append("n=3\n");
  t.deepEqual(
    (await Promise.all(both)).map(([, n]) => n),
    ["1", "2"],
  );
});

test("a number that arrives by halves is matched whole", async (t) => {
  const { transcript, expect } = console();
  const match = expect(/port (\d+)/);
  transcript.append("port 42");
  await new Promise(setImmediate);
  transcript.append("42\n");
  t.is((await match)[1], "4242");
});

test("a match that ends where the output pauses counts without a line end", async (t) => {
  const { transcript, expect } = console();
  transcript.append("login: ");
  t.is((await expect(/login: $/))[0], "login: ");
});

test("a text is searched as it is, not as a pattern", async (t) => {
  const { transcript, expect } = console();
  transcript.append("a+b (1.5) [x]\\$\n");
  t.is((await expect("a+b (1.5) [x]\\$"))[0], "a+b (1.5) [x]\\$");
});

test("a pattern's g and y do not carry state from one call to the next", async (t) => {
  const { transcript, expect } = console();
  const pattern = /x(\d)/gy;
  transcript.append("..x1..x2\n");
  t.is((await expect(pattern))[1], "1");
  t.is((await expect(pattern))[1], "2");
  t.is(pattern.lastIndex, 0);
});

test("what did not come is in the error with the console's last lines", async (t) => {
  const { transcript, expect } = console();
  transcript.append("first\nsecond\n");
  const error = await t.throwsAsync(expect(/third/, { timeout: 20 }), { instanceOf: ExpectError });
  t.is(error?.code, "ETIMEDOUT");
  t.regex(error?.message ?? "", /expected the device to print \/third\/ within 20 ms/);
  t.regex(error?.message ?? "", / {2}\| first\n {2}\| second$/);
});

test("a device that printed nothing is said to have printed nothing", async (t) => {
  const { expect } = console();
  const error = await t.throwsAsync(expect("x", { timeout: 5 }));
  t.regex(error?.message ?? "", /It printed nothing/);
});

test("where the device ends first the error says how it ended", async (t) => {
  const { transcript, expect } = console("the program ended with code 7");
  const match = expect(/never/);
  transcript.append("bye\n");
  transcript.end();
  const error = await t.throwsAsync(match, { instanceOf: ExpectError, code: "ENODATA" });
  t.regex(error?.message ?? "", /the device ended first: the program ended with code 7/);
  await t.throwsAsync(expect(/later/), { code: "ENODATA" });
});

test("an ended device's text can still be expected", async (t) => {
  const { transcript, expect } = console();
  transcript.append("code 12");
  transcript.end();
  t.is((await expect(/code (\d+)/))[1], "12");
});

test("an aborted wait rejects with the signal's reason and consumes nothing", async (t) => {
  const { transcript, expect } = console();
  const controller = new AbortController();
  const match = expect(/later/, { signal: controller.signal });
  const reason = new Error("changed my mind");
  controller.abort(reason);
  await t.throwsAsync(match, { is: reason });
  transcript.append("later\n");
  t.is((await expect("later"))[0], "later");
  await t.throwsAsync(async () => expect("x", { signal: controller.signal }), { is: reason });
});

test("what cannot be expected is refused, and so is a time that is none", async (t) => {
  const { expect } = console();
  const misuse = (...args: unknown[]) => expect(...(args as Parameters<typeof expect>));
  const message = /^what is expected must be a string or a regular expression, but/;
  await t.throwsAsync(misuse(undefined), { code: "EINVAL", message });
  await t.throwsAsync(misuse(5), { code: "EINVAL", message });
  await t.throwsAsync(misuse("x", 5000), {
    code: "EINVAL",
    message: /^expect takes its options as an object, but 5000/,
  });
  await t.throwsAsync(misuse("x", { timeot: 5 }), {
    code: "EINVAL",
    message: /no option "timeot"; did you mean timeout\?/,
  });
  await t.throwsAsync(misuse("x", { timeout: -1 }), {
    code: "EINVAL",
    message: /^timeout must be .*, but -1 was given/,
  });
  await t.throwsAsync(misuse("x", { timeout: Number.NaN }), {
    code: "EINVAL",
    message: /^timeout must be .*, but NaN/,
  });
  await t.throwsAsync(misuse("x", { signal: 5 }), { code: "EINVAL", message: /^signal must be an AbortSignal/ });
});

/** How many characters are read from a transcript while something is expected behind so much output, which comes in small pieces. */
async function readFor(pattern: string | RegExp, lines: number, before = 0): Promise<number> {
  const { transcript, expect } = console();
  let read = 0;
  const from = transcript.from.bind(transcript);
  transcript.from = (...range) => {
    const text = from(...range);
    read += text.length;
    return text;
  };
  const print = (count: number) => {
    for (let i = 0; i < count; i++) {
      for (const piece of [`line ${i} `, "x".repeat(60), "\n"]) {
        transcript.append(piece);
      }
    }
  };
  print(before);
  const match = expect(pattern, { timeout: 60_000 });
  print(lines);
  transcript.append("the end\n");
  await match;
  return read;
}

for (const pattern of ["the end", /the end/, /^the end$/m, /(\w+) end\n/]) {
  test(`${pattern} is found at a cost that grows with the output, and not with its square`, async (t) => {
    const [once, twice] = [await readFor(pattern, 1_000), await readFor(pattern, 2_000)];
    t.true(twice < 2.2 * once, `${once} and ${twice} characters were read`);
    // A look for each of 6,000 pieces, and what is read again.
    t.true(twice < 6_000 * 2_000, `${twice} characters were read`);
    const [unread, more] = [await readFor(pattern, 0, 3_000), await readFor(pattern, 0, 6_000)];
    t.true(more < 2.5 * unread, `${unread} and ${more} characters were read of what was there already`);
  });
}

test("many matches of what was printed before cost no more than the text", async (t) => {
  const { transcript, expect } = console();
  let read = 0;
  const from = transcript.from.bind(transcript);
  transcript.append("tick 0\n".repeat(10_000));
  transcript.from = (...range) => {
    read += from(...range).length;
    return from(...range);
  };
  for (let i = 0; i < 200; i++) {
    await expect(/tick \d\n/);
  }
  t.true(read < 200 * 200_000, `${read} characters were read`);
});

test("a match is the first and the whole one, also where it is longer than a look", async (t) => {
  for (const size of [10, 2_000, 100_000]) {
    const { transcript, expect } = console();
    transcript.append("hello\n");
    const match = expect(/begin (x*) end\n/);
    for (const piece of ["begin ", ...("x".repeat(size).match(/x{1,7}/g) ?? []), " end", "\n"]) {
      transcript.append(piece);
    }
    transcript.append("begin xx end\n");
    t.is((await match)[1]?.length, size);
  }
});

test("a match that goes on growing is matched whole, at a cost that grows with it", async (t) => {
  const { transcript, expect } = console();
  let read = 0;
  const from = transcript.from.bind(transcript);
  transcript.from = (...range) => {
    read += from(...range).length;
    return from(...range);
  };
  const match = expect(/number (\d+)/);
  transcript.append("number ");
  for (let i = 0; i < 20_000; i++) {
    transcript.append("7");
  }
  t.is((await match)[1]?.length, 20_000);
  t.true(read < 20_000 * 500, `${read} characters were read`);
});

test("a caret is the place where the last match ended, and no other", async (t) => {
  const { transcript, expect } = console();
  transcript.append("first\n");
  await expect("first\n");
  const match = expect(/^x/, { timeout: 20 });
  transcript.append("y".repeat(2_000));
  for (let i = 0; i < 2_000; i++) {
    transcript.append("x");
  }
  await t.throwsAsync(match, { code: "ETIMEDOUT" });
  t.is((await expect(/^y/))[0], "y");
});
