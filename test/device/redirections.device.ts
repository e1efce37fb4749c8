/** Redirections, and what aborts a request, a body and a server. */
import { sleep } from "async-io-ts";
import { type Handler, type ServeOptions, serve } from "async-io-ts/http";
import test from "async-io-ts/test";
import { bytes } from "./support.js";

async function withServer(handler: Handler, use: (origin: string) => Promise<void>, options: ServeOptions = {}) {
  const server = await serve("127.0.0.1:0", handler, options);
  try {
    await use(`http://127.0.0.1:${server.localAddress.port}`);
  } finally {
    await server.close();
  }
}

test("redirections are followed, told, or refused, and change the method as the standard has it", (t) =>
  withServer(
    (request) => {
      const { pathname } = new URL(request.url);
      const status = Number(pathname.slice(1));
      return status > 300 ? Response.redirect("/end", status) : new Response(`${request.method} ${pathname}`);
    },
    async (origin) => {
      for (const [status, method] of [
        [301, "GET"],
        [302, "GET"],
        [303, "GET"],
        [307, "POST"],
        [308, "POST"],
      ] as const) {
        const response = await fetch(`${origin}/${status}`, { method: "POST", body: "b" });
        t.is(await response.text(), `${method} /end`, `${status}`);
        t.deepEqual([response.redirected, response.url], [true, `${origin}/end`]);
      }
      const manual = await fetch(`${origin}/302`, { redirect: "manual" });
      t.deepEqual([manual.status, manual.headers.get("location")], [302, "/end"]);
      await t.throwsAsync(() => fetch(`${origin}/302`, { redirect: "error" }), { code: "EINVAL" });
    },
  ));

test("an endless redirection ends", (t) =>
  withServer(
    () => Response.redirect("/again"),
    async (origin) => {
      await t.throwsAsync(() => fetch(origin), { message: /at most 20 redirections/ });
    },
  ));

test("aborted, fetch and the body reject with the reason", async (t) => {
  let ended: (() => void) | undefined;
  async function* endless() {
    try {
      for (;;) {
        yield bytes("more");
        await sleep(5);
      }
    } finally {
      ended?.();
    }
  }
  const over = new Promise<void>((resolve) => {
    ended = resolve;
  });
  await withServer(
    async (request) => {
      if (request.url.endsWith("/slow")) {
        await sleep(500);
      }
      return new Response(endless());
    },
    async (origin) => {
      await t.throwsAsync(() => fetch(`${origin}/slow`, { signal: AbortSignal.timeout(30) }), { name: "TimeoutError" });
      const controller = new AbortController();
      const response = await fetch(origin, { signal: controller.signal });
      const reading = response.text();
      controller.abort(new Error("enough"));
      await t.throwsAsync(() => reading, { message: "enough" });
      await t.throwsAsync(() => fetch(origin, { signal: controller.signal }), { message: "enough" });
      await over;
    },
  );
});

test("an aborted server ends its connections", async (t) => {
  const controller = new AbortController();
  const server = await serve("127.0.0.1:0", () => sleep(1000).then(() => new Response()), {
    signal: controller.signal,
  });
  const asked = fetch(`http://127.0.0.1:${server.localAddress.port}`);
  await sleep(50);
  controller.abort();
  await t.throwsAsync(() => asked, { code: "EPROTO" });
  await server.close();
});
