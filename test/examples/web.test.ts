import { test } from "async-io-ts/ava";

test("the page, its live values and a form's answer come from the device", async (t, { boot }) => {
  const device = await boot("../../examples/web.ts");
  await device.expect("serving on 80");
  const { port } = await device.forward(80);
  const at = (path: string) => `http://127.0.0.1:${port}${path}`;
  const page = await fetch(at("/"));
  t.is(page.headers.get("content-type"), "text/html;charset=UTF-8");
  t.regex(await page.text(), /<h1>Device<\/h1>/);
  const controller = new AbortController();
  const { body } = await fetch(at("/values"), { signal: controller.signal });
  const reader = body?.getReader();
  t.regex(new TextDecoder().decode((await reader?.read())?.value), /^\d+ s, \d+ bytes in use\n$/);
  controller.abort();
  t.is(await (await fetch(at("/name"), { method: "POST", body: "Ada" })).text(), "hello, Ada\n");
  t.is((await fetch(at("/name"), { method: "POST", body: "x".repeat(2000) })).status, 413);
  t.is((await fetch(at("/favicon.ico"))).status, 404);
});
