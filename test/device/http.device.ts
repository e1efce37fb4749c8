/** fetch and serve, both ends on the device. */
import { sleep } from "async-io-ts";
import { type Handler, type ServeOptions, serve } from "async-io-ts/http";
import test from "async-io-ts/test";
import { bytes, text } from "./support.js";

async function withServer(handler: Handler, use: (origin: string) => Promise<void>, options: ServeOptions = {}) {
  const server = await serve("127.0.0.1:0", handler, options);
  try {
    await use(`http://127.0.0.1:${server.localAddress.port}`);
  } finally {
    await server.close();
  }
}

test("a request and its response have their parts", (t) =>
  withServer(
    async (request) =>
      Response.json(
        {
          method: request.method,
          path: new URL(request.url).pathname,
          type: request.headers.get("Content-Type"),
          body: await request.text(),
        },
        { status: 201, headers: { "X-A": "1" } },
      ),
    async (origin) => {
      const response = await fetch(`${origin}/a?b`, {
        method: "post",
        body: new URLSearchParams({ x: "y z" }),
        headers: [["x-b", "2"]],
      });
      t.deepEqual(
        [response.status, response.statusText, response.ok, response.url],
        [201, "Created", true, `${origin}/a?b`],
      );
      t.is(response.headers.get("x-a"), "1");
      t.deepEqual(await response.json(), {
        method: "POST",
        path: "/a",
        type: "application/x-www-form-urlencoded;charset=UTF-8",
        body: "x=y+z",
      });
      t.true(response.bodyUsed);
      await t.throwsAsync(() => response.text(), { code: "EALREADY" });
    },
  ));

test("bodies are streamed both ways, in pieces as they come", (t) =>
  withServer(
    (request) => new Response(request.body),
    async (origin) => {
      async function* body() {
        for (let i = 0; i < 3; i++) {
          yield bytes(`part ${i} `);
          await sleep(20);
        }
      }
      const response = await fetch(origin, { method: "POST", body: body() });
      let pieces = 0;
      let all = "";
      for await (const piece of response.body ?? []) {
        pieces++;
        all += text(piece);
      }
      t.is(all, "part 0 part 1 part 2 ");
      t.true(pieces >= 2, `${pieces} pieces`);
    },
  ));

test("a connection is kept for the next request, and another is made where the server has closed it", async (t) => {
  let connections = new Set<number>();
  const handler: Handler = (_request, peer) => {
    connections.add(peer.peerAddress.port);
    return new Response("x");
  };
  await withServer(handler, async (origin) => {
    for (let i = 0; i < 5; i++) {
      t.is(await (await fetch(origin)).text(), "x");
    }
    t.is(connections.size, 1);
  });
  connections = new Set();
  await withServer(
    handler,
    async (origin) => {
      await (await fetch(origin)).text();
      await sleep(1000);
      await (await fetch(origin)).text();
      t.is(connections.size, 2);
    },
    { limits: { time: 500 } },
  );
});
