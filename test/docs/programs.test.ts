/** The programs of the pages for those who know Node.js or async-io: they are checked and run, so that they stay right. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { execa } from "execa";
import { root } from "../../harness/base/paths.js";
import { withTemporaryFolder } from "../../harness/base/temporary-folder.ts";
import { boot, type Device, VirtualNetwork } from "../../harness/index.ts";

/** A page's programs by their names, which stand behind the language of each block. Rust ones have no name. */
function programsOf(page: string): Map<string, string> {
  const text = readFileSync(join(root, "docs", page), "utf8");
  return new Map(
    Array.from(text.matchAll(/^```[jt]s (\S+)\n(.*?)^```$/gms), ([, name = "", source = ""]) => [name, source]),
  );
}

/** Puts a page's programs into a folder, for as long as a function runs. */
function withPrograms<T>(page: string, run: (folder: string) => Promise<T>): Promise<T> {
  return withTemporaryFolder(async (folder) => {
    mkdirSync(folder, { recursive: true });
    for (const [name, source] of programsOf(page)) {
      writeFileSync(join(folder, name), source);
    }
    return run(folder);
  });
}

async function printed(device: Device): Promise<string> {
  const { code } = await device.exit;
  return code === 0 ? device.output.replaceAll("\r", "") : `${device.diagnosis}: ${device.output}`;
}

for (const [name, expected] of [
  ["echo", "ping\n"],
  ["timers", "tick\ntick\ntick\nfalse\nfired\n"],
  ["limit", "ETIMEDOUT\n20 ms\n"],
  ["own", "me\n"],
] as const) {
  test(`${name}.ts of from-async-io.md does what the page says`, (t) =>
    withPrograms("from-async-io.md", async (folder) => {
      await using device = await boot(join(folder, `${name}.ts`), { time: "virtual" });
      t.is(await printed(device), expected);
    }));
}

test("every block of the pages that has a language of programs is a program that runs here", (t) => {
  const named = ["from-node.md", "from-async-io.md"].flatMap((page) => [...programsOf(page).keys()]);
  t.deepEqual(named.toSorted(), [
    ...["device-client.ts", "device-server.ts", "device-udp.ts", "echo.ts", "limit.ts"],
    ...["node-client.mjs", "node-server.mjs", "node-udp.mjs", "own.ts", "timers.ts"],
  ]);
  for (const page of ["from-node.md", "from-async-io.md"]) {
    t.notRegex(readFileSync(join(root, "docs", page), "utf8"), /^```(?:[jt]s|javascript|typescript)$/m, page);
  }
});

test("the UDP programs of from-node.md print the same on Node.js and on a device", (t) =>
  withPrograms("from-node.md", async (folder) => {
    await using device = await boot(join(folder, "device-udp.ts"), { time: "virtual" });
    const { stdout } = await execa(process.execPath, [join(folder, "node-udp.mjs")]);
    t.is(stdout, "you said ping");
    t.is(await printed(device), `${stdout}\n`);
  }));

test("the TCP programs of from-node.md print the same on Node.js and on devices", (t) =>
  withPrograms("from-node.md", async (folder) => {
    const node = await onNode(folder);
    t.deepEqual(node, {
      server: "listening on 7007\na client has left\n",
      client: 'received "hello\\nping\\n"\n',
    });
    t.deepEqual(await onDevices(folder), node);
  }));

/** What the server and the client print on Node.js. The server's port is any other one here: the page's may be in use. */
async function onNode(folder: string): Promise<{ server: string; client: string }> {
  const change = (name: string, port: number | string) => {
    const file = join(folder, name);
    writeFileSync(file, readFileSync(file, "utf8").replace("7007", String(port)));
    return file;
  };
  const server = execa(process.execPath, [change("node-server.mjs", 0)], { reject: false });
  let output = "";
  const untilPrinted = (pattern: RegExp) =>
    new Promise<string>((resolve) => {
      const look = (text: unknown) => {
        output += text;
        const match = pattern.exec(output);
        if (match !== null) {
          server.stdout?.off("data", look);
          resolve(match[1] ?? "");
        }
      };
      server.stdout?.on("data", look);
    });
  const port = await untilPrinted(/listening on (\d+)\n/);
  const left = untilPrinted(/has left\n/);
  const client = await execa(process.execPath, [change("node-client.mjs", port), "127.0.0.1"], {
    stripFinalNewline: false,
  });
  await left;
  server.kill();
  await server;
  return { server: output.replace(port, "7007"), client: client.stdout };
}

async function onDevices(folder: string): Promise<{ server: string; client: string }> {
  await using network = await VirtualNetwork.create();
  await using server = await boot(join(folder, "device-server.ts"), { network });
  await server.expect("listening");
  await using client = await boot(join(folder, "device-client.ts"), { network, args: [server.address] });
  const received = await printed(client);
  await server.expect(/has left\r?\n/);
  return { server: server.output.replaceAll("\r", ""), client: received };
}
