/** The files of a new project, by their paths. */
export function template({ name, dependency }: { name: string; dependency: string }): Record<string, string> {
  return {
    "package.json": json({
      name,
      version: "0.1.0",
      private: true,
      type: "module",
      scripts: { start: "async-io run src/main.ts --forward 7007:7", test: "async-io test" },
      devDependencies: { "@types/node": "^20.19.0", "async-io-ts": dependency, ava: "^7.0.0" },
    }),
    "tsconfig.json": json({
      extends: "./node_modules/async-io-ts/ts-runtime/tsconfig.device.json",
      include: ["src", "node_modules/async-io-ts/ts-runtime/globals.d.ts"],
    }),
    ".gitignore": "node_modules/\nbuild/\n",
    "src/main.ts": main,
    "src/echo.ts": echo,
    "src/echo.device.ts": deviceTest,
    "test/main.test.ts": hostTest,
    // What boots devices runs on Node.js, and has its globals.
    "test/tsconfig.json": json({
      extends: "../node_modules/async-io-ts/harness/tsconfig.test.json",
      include: ["*.test.ts"],
    }),
  };
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

const main = `import { TcpListener } from "async-io-ts";
import { echo } from "./echo.ts";

const listener = await TcpListener.bind("0.0.0.0:7");
console.log("listening on 7; npm start makes it port 7007 of your machine: nc 127.0.0.1 7007");
for await (const stream of listener.incoming()) {
  echo(stream).catch((error) => console.error("a connection failed:", error));
}
`;

const echo = `import type { TcpStream } from "async-io-ts";

/** Sends back what comes, until the other end has sent everything. */
export async function echo(stream: TcpStream): Promise<void> {
  await using connection = stream;
  for await (const chunk of connection) {
    await connection.writeAll(chunk);
  }
}
`;

const hostTest = `import { once } from "node:events";
import { test } from "async-io-ts/ava";

test("the device sends back what it is sent", async (t, { boot }) => {
  const device = await boot("../src/main.ts");
  await device.expect("listening on 7");
  const socket = await device.connect(7);
  socket.write("hello");
  t.is(String(await once(socket, "data")), "hello");
});
`;

const deviceTest = `import { TcpListener, TcpStream } from "async-io-ts";
import test from "async-io-ts/test";
import { echo } from "./echo.ts";

test("what is sent comes back", async (t) => {
  const listener = await TcpListener.bind("127.0.0.1:0");
  const client = await TcpStream.connect(listener.localAddress);
  const [server] = await listener.accept();
  const echoing = echo(server);
  await client.writeAll(new TextEncoder().encode("hello"));
  const answer = new Uint8Array(5);
  for (let received = 0; received < answer.length; ) {
    const count = await client.read(answer.subarray(received));
    t.true(count > 0, "the connection ended early");
    received += count;
  }
  t.is(new TextDecoder().decode(answer), "hello");
  client.close();
  await echoing;
  listener.close();
});
`;
