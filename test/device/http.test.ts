/** The server of async-io-ts/http: real clients, and messages that could be read in two ways. */
import { once } from "node:events";
import type { Socket } from "node:net";
import test from "ava";
import { execa } from "execa";
import { deviceTests } from "../../harness/ava/device-tests.ts";
import type { Device } from "../../harness/index.ts";
import { needsTool } from "../support/needs.ts";
import { bootProgram } from "./program.ts";

await deviceTests(new URL("http.device.ts", import.meta.url));

async function bootServer(limits = {}): Promise<Device> {
  const device = await bootProgram("serves", { args: [JSON.stringify(limits)] });
  await device.expect("serving on 80");
  return device;
}

/** Sends bytes and gives back all that comes until the server ends the connection. */
async function talk(device: Device, text: string): Promise<string> {
  const socket = await device.connect(80);
  socket.write(text, "latin1");
  return untilEnd(socket);
}

async function untilEnd(socket: Socket): Promise<string> {
  let received = "";
  socket.setEncoding("latin1").on("data", (chunk) => {
    received += chunk;
  });
  // A reset ends it, too.
  socket.on("error", () => {});
  await new Promise((resolve) => socket.once("close", resolve));
  return received;
}

const head = "POST /echo HTTP/1.1\r\nHost: device\r\n";

/** What is refused (RFC 9112), and how. Behind each stands a request that would be answered if it were taken for one. */
const refused: Readonly<Record<string, readonly [message: string, status: number]>> = {
  "both kinds of lengths": [`${head}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, 400],
  "two lengths": [`${head}Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello`, 400],
  "a list of lengths": [`${head}Content-Length: 5, 5\r\n\r\nhello`, 400],
  "a length with a sign": [`${head}Content-Length: +5\r\n\r\nhello`, 400],
  "a length in hexadecimal": [`${head}Content-Length: 0x5\r\n\r\nhello`, 400],
  "a length of no digits": [`${head}Content-Length: \r\n\r\nhello`, 400],
  "another coding": [`${head}Transfer-Encoding: gzip\r\n\r\n`, 400],
  "a coding before chunked": [`${head}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`, 501],
  "chunked twice": [`${head}Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, 501],
  "chunked behind a tab that is no white space": [`${head}Transfer-Encoding: \vchunked\r\n\r\n0\r\n\r\n`, 400],
  "chunked of HTTP/1.0": ["POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400],
  "a chunk's size with a prefix": [`${head}Transfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n`, 400],
  "a chunk's size with a sign": [`${head}Transfer-Encoding: chunked\r\n\r\n+5\r\nhello\r\n0\r\n\r\n`, 400],
  "a chunk's size behind white space": [`${head}Transfer-Encoding: chunked\r\n\r\n 5\r\nhello\r\n0\r\n\r\n`, 400],
  "a chunk's size before white space": [`${head}Transfer-Encoding: chunked\r\n\r\n5 \r\nhello\r\n0\r\n\r\n`, 400],
  "a chunk's size of no digits": [`${head}Transfer-Encoding: chunked\r\n\r\n\r\nhello\r\n0\r\n\r\n`, 400],
  "a chunk's size beyond 32 bits": [`${head}Transfer-Encoding: chunked\r\n\r\n100000005\r\nhello\r\n0\r\n\r\n`, 400],
  "a chunk that ends in LF alone": [`${head}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\n0\r\n\r\n`, 400],
  "a chunk's size that ends in LF alone": [`${head}Transfer-Encoding: chunked\r\n\r\n5\nhello\r\n0\r\n\r\n`, 400],
  "a chunk that is longer than its size": [`${head}Transfer-Encoding: chunked\r\n\r\n4\r\nhello\r\n0\r\n\r\n`, 400],
  "LF alone behind a field": [`${head}X: y\n\r\n`, 400],
  "LF alone behind the request line": ["GET / HTTP/1.1\nHost: device\r\n\r\n", 400],
  "LF alone at the end of the header": [`${head}\n`, 400],
  "CR alone in a field": [`${head}X: y\rContent-Length: 3\r\n\r\n`, 400],
  "NUL in a field": [`${head}X: y\0z\r\n\r\n`, 400],
  "a folded field": [`${head}X: y\r\n z\r\n\r\n`, 400],
  "white space before a colon": [`${head}Content-Length : 5\r\n\r\nhello`, 400],
  "white space before the first field": ["GET / HTTP/1.1\r\n Host: device\r\n\r\n", 400],
  "a field without a name": [`${head}: y\r\n\r\n`, 400],
  "no host": ["GET / HTTP/1.1\r\n\r\n", 400],
  "two hosts": ["GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400],
  "a host that is a path": ["GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400],
  "two spaces in a request line": ["GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400],
  "a target with white space": ["GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400],
  "a target that is no path": ["GET a HTTP/1.1\r\nHost: a\r\n\r\n", 400],
  "a method with a character that it may not have": ["GE(T / HTTP/1.1\r\nHost: a\r\n\r\n", 400],
  "HTTP/2": ["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505],
  "HTTP/0.9": ["GET /\r\n\r\n", 400],
  TLS: ["\x16\x03\x01\x00\x05hello\n", 400],
  "an expectation that is unknown": [`${head}Expect: 200-ok\r\n\r\n`, 417],
  "a header that is too long": [`${head}X: ${"y".repeat(2000)}\r\n\r\n`, 431],
  "a line that never ends": ["x".repeat(2000), 431],
  "a body that is too long": [`${head}Content-Length: 1001\r\n\r\n${"z".repeat(1001)}`, 413],
  "chunks that are too long": [`${head}Transfer-Encoding: chunked\r\n\r\n3e9\r\n${"z".repeat(1001)}\r\n0\r\n\r\n`, 413],
};

test("what could be read in two ways is refused, and nothing behind it is answered", async (t) => {
  await using device = await bootServer({ header: 1024, body: 1000 });
  for (const [name, [message, status]] of Object.entries(refused)) {
    const answer = await talk(device, `${message}GET /smuggled HTTP/1.1\r\nHost: device\r\n\r\n`);
    t.regex(answer, new RegExp(`^HTTP/1\\.1 ${status} .*\r\n`), name);
    t.notRegex(answer, /smuggled/, name);
    t.regex(answer, /\r\nconnection: close\r\n/, name);
  }
  const answer = await talk(device, "GET / HTTP/1.1\r\nHost: device\r\nConnection: close\r\n\r\n");
  t.regex(answer, /\r\n\r\nhello\n$/, "the server goes on");
});

test("requests that come at once are answered in their order, bodies of both framings among them", async (t) => {
  await using device = await bootServer();
  const answer = await talk(
    device,
    [
      "\r\nGET / HTTP/1.1\r\nhOsT: device\r\n\r\n",
      `${head}Content-Length: 5\r\n\r\nfirst`,
      `${head}Transfer-Encoding: Chunked\r\n\r\n3;a="b"\r\nsec\r\n0003\r\nond\r\n0\r\nX-Trailer: 1\r\n\r\n`,
      "POST /unread HTTP/1.1\r\nHost: device\r\nContent-Length: 6\r\n\r\nunread",
      "HEAD /pieces HTTP/1.1\r\nHost: device\r\n\r\n",
      "GET http://device/pieces HTTP/1.1\r\nHost: device\r\nConnection: close\r\n\r\n",
      "GET /smuggled HTTP/1.1\r\nHost: device\r\n\r\n",
    ].join(""),
  );
  const bodies = answer
    .split(/HTTP\/1\.1 200 OK\r\n/)
    .slice(1)
    .map((each) => each.split("\r\n\r\n").slice(1).join("|"));
  t.deepEqual(bodies, [
    "hello\n",
    "first",
    "second",
    "not read\n",
    "",
    "8\r\npiece 0;\r\n8\r\npiece 1;\r\n8\r\npiece 2;\r\n0|",
  ]);
});

test("HTTP/1.0 gets no chunks, and its connection ends unless it asks for it", async (t) => {
  await using device = await bootServer();
  const answer = await talk(device, "GET /pieces HTTP/1.0\r\n\r\n");
  t.regex(answer, /^HTTP\/1\.1 200 OK\r\nconnection: close\r\n\r\npiece 0;piece 1;piece 2;$/);
  const kept = await talk(device, "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET / HTTP/1.0\r\n\r\n");
  t.is(kept.match(/hello/g)?.length, 2);
  t.is(kept.match(/connection: keep-alive/g)?.length, 1);
});

test("a body that waits for 100 Continue is asked for where the handler reads it", async (t) => {
  await using device = await bootServer();
  const socket = await device.connect(80);
  const ended = untilEnd(socket);
  socket.write(`${head}Expect: 100-continue\r\nContent-Length: 4\r\n\r\n`);
  const [first] = await once(socket, "data");
  t.is(`${first}`, "HTTP/1.1 100 Continue\r\n\r\n");
  socket.write(`bodyPOST /unread HTTP/1.1\r\nHost: device\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n`);
  const answer = await ended;
  t.regex(answer, /\r\n\r\nbodyHTTP\/1\.1 200 OK\r\n/);
  t.regex(answer, /connection: close\r\n\r\nnot read\n$/);
  t.is(answer.match(/100 Continue/g)?.length, 1);
});

test("a header that comes slowly is answered 408, and a connection that says nothing is closed", async (t) => {
  await using device = await bootServer({ time: 300 });
  const slow = await device.connect(80);
  const silent = await device.connect(80);
  const slowEnds = untilEnd(slow);
  const silentEnds = untilEnd(silent);
  slow.write("GET / HTTP/1.1\r\nHost: dev");
  t.regex(await slowEnds, /^HTTP\/1\.1 408 Request Timeout\r\n/);
  t.is(await silentEnds, "");
  const body = await talk(device, `${head}Content-Length: 10\r\n\r\nhalf`);
  t.regex(body, /^(?:HTTP\/1\.1 408 .*\r\n|$)/);
  t.regex(await talk(device, "GET / HTTP/1.1\r\nHost: device\r\nConnection: close\r\n\r\n"), /hello/);
});

test("a thousand requests are answered on one connection", async (t) => {
  await using device = await bootServer();
  const socket = await device.connect(80);
  let received = "";
  let answers = 0;
  for (let sent = 0; sent < 1000; sent += 20) {
    socket.write("GET / HTTP/1.1\r\nHost: device\r\n\r\n".repeat(20));
    while (answers < sent + 20) {
      const [chunk] = (await once(socket, "data")) as [Buffer];
      received = (received + chunk.toString("latin1")).replaceAll(
        /HTTP\/1\.1 200 OK\r\n(?:[^\r]+\r\n)+\r\nhello\n/g,
        () => {
          answers++;
          return "";
        },
      );
    }
  }
  t.is(answers, 1000);
  t.is(received, "");
  socket.destroy();
});

test("the fetch of Node.js sends and takes bodies of both framings", async (t) => {
  await using device = await bootServer();
  const { port } = await device.forward(80);
  const at = (path: string) => `http://127.0.0.1:${port}${path}`;
  t.is(await (await fetch(at("/"))).text(), "hello\n");
  t.is((await (await fetch(at("/large"))).arrayBuffer()).byteLength, 30_000);
  const chunks = new ReadableStream({
    start(controller) {
      for (const text of ["ab", "cd", "e"]) {
        controller.enqueue(new TextEncoder().encode(text));
      }
      controller.close();
    },
  });
  const options = { method: "PUT", body: chunks, duplex: "half" } as RequestInit;
  t.is(await (await fetch(at("/stream"), options)).text(), "abcde");
  const failed = await fetch(at("/throws"));
  t.is(failed.status, 500);
  t.regex(device.output, /failed: a handler failed/);
  t.is((await fetch(at("/nothing"))).status, 204);
  t.is((await fetch(at("/large"), { method: "HEAD" })).headers.get("content-length"), "30000");
});

const curl = needsTool("curl");

curl.declare("curl uploads, downloads, and keeps its connection", async (t) => {
  await using device = await bootServer();
  const { port } = await device.forward(80);
  const at = (path: string) => `http://127.0.0.1:${port}${path}`;
  const run = async (...args: string[]) => (await execa(curl.path, ["-sS", "-m", "60", ...args])).stdout;
  t.is(await run(at("/"), at("/"), "-w", "%{num_connects}"), "hello\n1hello\n0");
  t.is(await run("--data-binary", "x".repeat(5000), "-H", "Expect: 100-continue", at("/echo")), "x".repeat(5000));
  t.is(await run("--data-binary", "yy", "-H", "Transfer-Encoding: chunked", at("/stream")), "yy");
  t.regex(await run("-I", at("/json")), /^HTTP\/1\.1 200 OK\r?\n/);
});

test("close lets a request end that is being answered, and ends idle connections", async (t) => {
  await using device = await bootServer();
  const idle = await device.connect(80);
  const idleEnds = untilEnd(idle);
  idle.write("GET / HTTP/1.1\r\nHost: device\r\n\r\n");
  await once(idle, "data");
  t.regex(await talk(device, "GET /close HTTP/1.1\r\nHost: device\r\n\r\n"), /closing\n$/);
  t.regex(await idleEnds, /hello\n$/);
  t.deepEqual(await device.exit, { code: 0, reason: "program" });
  t.regex(device.output, /closed/);
});
