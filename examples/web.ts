/**
 * A web page that the device serves, with live values. Try it, and open http://localhost:8080:
 *
 *     npm run -s async-io -- run examples/web.ts --forward 8080:80
 */
import { memory, Timer } from "async-io-ts";
import { serve } from "async-io-ts/http";

const page = `<!doctype html><title>Device</title><h1>Device</h1><p id="value">…</p><script>
async function show() {
  const response = await fetch("/values");
  const decoder = new TextDecoder();
  for await (const bytes of response.body) value.textContent = decoder.decode(bytes);
}
show();
</script>`;

/** A line each second, for as long as the browser listens. */
async function* values(): AsyncGenerator<Uint8Array> {
  for await (const instant of Timer.interval(1000)) {
    yield new TextEncoder().encode(`${Math.round(instant / 1000)} s, ${memory().used} bytes in use\n`);
  }
}

function answer(request: Request): Response | Promise<Response> {
  const path = request.url.replace(/^http:\/\/[^/]*/, "");
  switch (`${request.method} ${path}`) {
    case "GET /":
      return new Response(page, { headers: { "content-type": "text/html;charset=UTF-8" } });
    case "GET /values":
      return new Response(values(), { headers: { "content-type": "text/plain" } });
    case "POST /name":
      return request.text().then((name) => new Response(`hello, ${name}\n`));
    default:
      return new Response("not here\n", { status: 404 });
  }
}

const server = await serve("0.0.0.0:80", answer, { limits: { body: 1000 } });
console.log(`serving on ${server.localAddress.port}`);
