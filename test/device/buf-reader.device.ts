/** Lines, exact lengths and up to a byte, over TCP. */
import { BufReader, sleep, TcpListener, TcpStream, type WaitOptions } from "async-io-ts";
import test from "async-io-ts/test";
import { bytes, connectedPair, text } from "./support.js";

/** A stream that gives these texts, one for each read, and then ends. */
function source(...chunks: readonly string[]) {
  const rest = chunks.map(bytes);
  return {
    reads: 0,
    async read(buffer: Uint8Array): Promise<number> {
      this.reads++;
      const chunk = rest.shift() ?? new Uint8Array(0);
      const count = Math.min(chunk.length, buffer.length);
      buffer.set(chunk.subarray(0, count));
      if (count < chunk.length) {
        rest.unshift(chunk.subarray(count));
      }
      return count;
    },
  };
}

test("lines come without their ends, however the stream is cut", async (t) => {
  const whole = "one\r\ntwo\n\n\r\nτρία\r\r\nfour\n";
  const lines = ["one", "two", "", "", "τρία\r", "four"];
  for (const size of [1, 2, 3, 5, 100]) {
    const data = bytes(whole);
    let at = 0;
    const stream = {
      read: async (buffer: Uint8Array) => {
        const count = Math.min(buffer.length, size, data.length - at);
        buffer.set(data.subarray(at, at + count));
        at += count;
        return count;
      },
    };
    const got: string[] = [];
    for await (const line of new BufReader(stream, { size: 4 }).lines()) {
      got.push(line);
    }
    t.deepEqual(got, lines, `in chunks of ${size}`);
  }
});

test("at the end of the stream there is undefined, again and again", async (t) => {
  const reader = new BufReader(source("a\nb\n"));
  t.is(await reader.readLine(), "a");
  t.deepEqual(await reader.readUntil(10), bytes("b\n"));
  t.is(await reader.readLine(), undefined);
  t.is(await reader.readUntil(10), undefined);
  t.is(await reader.readExact(1), undefined);
  t.deepEqual(await reader.readExact(0), new Uint8Array(0));
  t.is(await reader.read(new Uint8Array(8)), 0);
});

test("an early end is ENODATA, and its bytes can still be read", async (t) => {
  for (const attempt of [
    (reader: BufReader) => reader.readLine(),
    (reader: BufReader) => reader.readUntil(10),
    (reader: BufReader) => reader.readExact(5),
    (reader: BufReader) => reader.lines().next(),
  ]) {
    const reader = new BufReader(source("ab", "cd"));
    const error = await t.throwsAsync(() => attempt(reader), { code: "ENODATA" });
    t.regex(error.message, /the stream ended after 4 bytes, which can still be read \(ENODATA\)$/);
    t.is(text((await reader.readExact(4)) ?? bytes("")), "abcd");
  }
});

test("more than max is EMSGSIZE, and nothing is lost", async (t) => {
  const reader = new BufReader(source("0123456789", "ab\r\nnext\n"), { size: 4 });
  const error = await t.throwsAsync(() => reader.readLine({ max: 11 }), { code: "EMSGSIZE" });
  t.is(error.message, "readLine: expected a line of at most 11 bytes, got more (EMSGSIZE)");
  await t.throwsAsync(() => reader.readUntil(13, { max: 12 }), { code: "EMSGSIZE" });
  t.is(await reader.readLine({ max: 12 }), "0123456789ab");
  t.deepEqual(await reader.readUntil(10, { max: 5 }), bytes("next\n"));
  t.is(await reader.readLine(), undefined);
});

test("a line that has no end and is as long as max is not too long yet", async (t) => {
  const reader = new BufReader(source("1234", "\r", "\n", "12345"));
  t.is(await reader.readLine({ max: 4 }), "1234");
  await t.throwsAsync(() => reader.readLine({ max: 4 }), { code: "EMSGSIZE" });
});

test("an exact length is one array, and what follows it is kept", async (t) => {
  const reader = new BufReader(source("abc", "defg", "hi"), { size: 2 });
  const first = (await reader.readExact(5)) ?? bytes("");
  t.is(text((await reader.readExact(2)) ?? bytes("")), "fg");
  const buffer = new Uint8Array(8);
  t.is(await reader.read(buffer), 2);
  t.is(text(buffer.subarray(0, 2)), "hi");
  t.is(text(first), "abcde", "the bytes that were given are the caller's");
});

test("what is wrong in an argument is EINVAL, before anything is read", async (t) => {
  const stream = source("abc\n");
  const reader = new BufReader(stream);
  await t.throwsAsync(() => reader.readExact(-1), { code: "EINVAL" });
  await t.throwsAsync(() => reader.readExact(1.5), { code: "EINVAL" });
  await t.throwsAsync(() => reader.readExact(Number.POSITIVE_INFINITY), { code: "EINVAL" });
  await t.throwsAsync(() => reader.readUntil(256), { code: "EINVAL" });
  await t.throwsAsync(() => reader.readLine({ max: Number.NaN }), { code: "EINVAL" });
  t.throws(() => new BufReader(stream, { size: 0 }), { code: "EINVAL" });
  t.is(stream.reads, 0);
  t.is(await reader.readLine({ max: Number.POSITIVE_INFINITY }), "abc");
});

test("calls at once are served in their order", async (t) => {
  const [client, server] = await connectedPair();
  const reader = new BufReader(server);
  const results = [reader.readLine(), reader.readExact(3), reader.readUntil(0x2e), reader.readLine()];
  for (const part of ["li", "ne\nab", "c", "x.last\n"]) {
    await client.writeAll(bytes(part));
    await sleep(1);
  }
  t.deepEqual(await Promise.all(results), ["line", bytes("abc"), bytes("x."), "last"]);
  client.close();
  server.close();
});

test("an aborted call loses nothing, and one that waits for its turn leaves at once", async (t) => {
  const [client, server] = await connectedPair();
  const reader = new BufReader(server);
  const first = new AbortController();
  const second = new AbortController();
  const reading = reader.readLine({ signal: first.signal });
  const waiting = reader.readExact(100, { signal: second.signal });
  const last = reader.readLine();
  await client.writeAll(bytes("half a "));
  second.abort(new Error("second"));
  await t.throwsAsync(() => waiting, { message: "second" });
  first.abort(new Error("first"));
  await t.throwsAsync(() => reading, { message: "first" });
  await t.throwsAsync(() => reader.readLine({ signal: first.signal }), { message: "first" });
  await client.writeAll(bytes("line\n"));
  t.is(await last, "half a line");
  client.close();
  server.close();
});

test("an error of the stream is the call's", async (t) => {
  const listener = await TcpListener.bind("127.0.0.1:0");
  const client = await TcpStream.connect(listener.localAddress);
  const reading = new BufReader(client).readLine();
  client.close();
  listener.close();
  await t.throwsAsync(() => reading, { code: "EBADF" });
  const options: (WaitOptions | undefined)[] = [];
  const stream = {
    read: async (_buffer: Uint8Array, given?: WaitOptions): Promise<number> => {
      options.push(given);
      throw new Error("broken");
    },
  };
  await t.throwsAsync(() => new BufReader(stream).readUntil(1), { message: "broken" });
  t.deepEqual(options, [undefined]);
});
