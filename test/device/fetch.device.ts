/** fetch against servers that answer with bytes of every kind. */
import { TcpListener, type TcpStream } from "async-io-ts";
import { serve } from "async-io-ts/http";
import test from "async-io-ts/test";
import { bytes, text } from "./support.js";

/** A server that answers with these bytes, each connection with the next. Gives back what it was sent. */
async function withAnswers(answers: readonly string[], use: (origin: string, got: string[]) => Promise<void>) {
  const listener = await TcpListener.bind("127.0.0.1:0");
  const got: string[] = [];
  const streams: TcpStream[] = [];
  const serving = (async () => {
    for (const answer of answers) {
      const [stream] = await listener.accept();
      streams.push(stream);
      const buffer = new Uint8Array(1024);
      got.push(text(buffer.subarray(0, await stream.read(buffer))));
      // The client may have left: it reads no more than it takes.
      await stream.writeAll(bytes(answer)).catch(() => {});
      stream.close();
    }
  })();
  try {
    await use(`http://127.0.0.1:${listener.localAddress.port}`, got);
  } finally {
    listener.close();
    await serving.catch(() => {});
    for (const stream of streams) {
      stream.close();
    }
  }
}

test("responses of every framing are read, and what comes before them is passed over", (t) =>
  withAnswers(
    [
      "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 Fine\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc",
      "HTTP/1.0 200\r\n\r\nuntil the end",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n",
      "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n",
    ],
    async (origin, got) => {
      const first = await fetch(origin, { headers: { Connection: "x", "X-Y": "z", Host: "other" } });
      t.deepEqual([first.statusText, await first.text()], ["Fine", "abc"]);
      t.is(got[0], "GET / HTTP/1.1\r\naccept: */*\r\nx-y: z\r\nhost: other\r\n\r\n");
      t.is(await (await fetch(`${origin}/2`, { method: "POST" })).text(), "until the end");
      t.regex(got[1] ?? "", /^POST \/2 HTTP\/1\.1\r\n(?:.+\r\n)*content-length: 0\r\n\r\n$/);
      const third = await fetch(origin);
      t.deepEqual(third.headers.getSetCookie(), ["a=1", "b=2"]);
      t.is(await third.text(), "abc");
      const fourth = await fetch(origin);
      t.deepEqual([fourth.status, fourth.body], [204, null]);
    },
  ));

test("what is no response is EPROTO, too long a header EMSGSIZE, and a cut body no body", (t) =>
  withAnswers(
    [
      "SSH-2.0-OpenSSH\r\n\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nabc",
      `HTTP/1.1 200 OK\r\nX: ${"y".repeat(9000)}\r\n\r\n`,
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
      "",
    ],
    async (origin) => {
      await t.throwsAsync(() => fetch(origin), { code: "EPROTO" });
      await t.throwsAsync(() => fetch(origin), { code: "EPROTO" });
      await t.throwsAsync(() => fetch(origin), { code: "EMSGSIZE" });
      const cut = await fetch(origin);
      await t.throwsAsync(() => cut.text(), { code: "EPROTO" });
      await t.throwsAsync(() => fetch(origin), { code: "EPROTO" });
    },
  ));

test("what cannot be fetched is told with a code", async (t) => {
  const listener = await TcpListener.bind("127.0.0.1:0");
  const { port } = listener.localAddress;
  listener.close();
  await t.throwsAsync(() => fetch(`http://127.0.0.1:${port}`), { code: "ECONNREFUSED" });
  await t.throwsAsync(() => fetch("nothing"), { instanceOf: TypeError, code: "EINVAL" });
  await t.throwsAsync(() => fetch("https://127.0.0.1/"), { code: "ENOTSUP", message: /takes TLS/ });
  await t.throwsAsync(() => fetch("http://a:b@127.0.0.1/"), { code: "EINVAL" });
  await t.throwsAsync(() => fetch("http://127.0.0.1/", { body: "x" }), { code: "EINVAL" });
  await t.throwsAsync(() => serve("127.0.0.1:0", () => new Response(), { tls: {} }), { code: "ENOTSUP" });
  await t.throwsAsync(() => serve("127.0.0.1:0", () => new Response(), { limits: { time: 0 } }), { code: "EINVAL" });
});

test("headers have no case, are sorted, and hold no line", (t) => {
  const headers = new Headers({ "X-B": " 2 ", a: "1" });
  headers.append("x-b", "3");
  t.is(headers.get("X-b"), "2, 3");
  t.deepEqual(
    [...headers],
    [
      ["a", "1"],
      ["x-b", "2, 3"],
    ],
  );
  headers.set("X-B", "4");
  headers.delete("A");
  t.deepEqual([...headers.keys()], ["x-b"]);
  for (const [name, value] of [
    ["x", "a\r\nb"],
    ["x", "€"],
    ["x y", "a"],
    ["", "a"],
  ] as const) {
    t.throws(() => headers.append(name, value), { instanceOf: TypeError, code: "EINVAL" });
  }
  t.throws(() => new Response("x", { status: 204 }), { code: "EINVAL" });
  t.throws(() => new Response("x", { status: 99 }), { instanceOf: RangeError });
  t.throws(() => new Response("x", { statusText: "a\r\nb" }), { code: "EINVAL" });
});
