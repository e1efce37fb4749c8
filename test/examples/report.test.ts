import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "async-io-ts/ava";

test("readings reach a server that fails at first, in their order and over one connection", async (t, { boot }) => {
  const got: string[] = [];
  const sockets = new Set<unknown>();
  let failures = 2;
  const server = createServer(async (request, response) => {
    sockets.add(request.socket);
    let body = "";
    for await (const chunk of request) {
      body += chunk;
    }
    if (failures-- > 0) {
      response.writeHead(503).end("busy");
      return;
    }
    got.push(`${request.method} ${request.headers["content-type"]} ${body}`);
    response.writeHead(201, { "content-type": "text/plain" });
    response.write("tak");
    response.end("en");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.teardown(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const device = await boot("../../examples/report.ts", { args: [`http://10.0.2.2:${port}/readings`] });
  t.is((await device.exit).code, 0, device.output);
  t.is(device.output.match(/reading 0: 503 busy/g)?.length, 2);
  t.deepEqual(
    got,
    [0, 1, 2, 3, 4].map((number) => `POST application/json {"number":${number},"celsius":${20 + number}}`),
  );
  t.is(sockets.size, 1);
});
