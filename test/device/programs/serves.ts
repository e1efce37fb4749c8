/** A server whose handlers try every kind of body, for test/device/http.test.ts. */
import { args } from "async-io-ts";
import { type Limits, serve } from "async-io-ts/http";

async function* pieces(count: number): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < count; i++) {
    yield new TextEncoder().encode(`piece ${i};`);
  }
}

const limits: Limits = JSON.parse(args[0] ?? "{}");
const server = await serve(
  "0.0.0.0:80",
  async (request, peer) => {
    const { pathname } = new URL(request.url);
    switch (pathname) {
      case "/":
        return new Response("hello\n");
      case "/echo":
        return new Response(await request.bytes(), { headers: { "x-method": request.method } });
      case "/stream":
        return new Response(request.body, { headers: { "content-type": "application/octet-stream" } });
      case "/pieces":
        return new Response(pieces(3));
      case "/large":
        return new Response(new Uint8Array(30_000).fill(97));
      case "/json":
        return Response.json({ url: request.url, headers: [...request.headers], peer: peer.peerAddress.address });
      case "/throws":
        throw new Error("a handler failed");
      case "/nothing":
        return new Response(null, { status: 204 });
      case "/unread":
        return new Response("not read\n");
      case "/close":
        setTimeout(() => server.close().then(() => console.log("closed")), 0);
        return new Response("closing\n");
      default:
        return new Response(`no ${pathname}\n`, { status: 404 });
    }
  },
  { limits, onError: (error) => console.log(`failed: ${(error as Error).message}`) },
);
console.log(`serving on ${server.localAddress.port}`);
