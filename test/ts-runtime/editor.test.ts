/** What an editor shows of what a device has not. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { root } from "../../harness/base/paths.js";
import { LanguageServer } from "./support/language-server.ts";

const program = `import { createServer } from "node:net";
createServer();
Buffer.from("x");
setImmediate(() => {});
`;

test("an editor shows in one line what to use in the place of what a device has not", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "async-io-test-"));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, "main.ts");
  await writeFile(path, program);
  const device = join(root, "ts-runtime", "tsconfig.device.json");
  const files = [join(root, "ts-runtime", "globals.d.ts"), "main.ts"];
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ extends: device, files }));
  using server = new LanguageServer();
  await server.open(folder, path, program);
  const errors = await server.errors(path);
  t.is(errors.length, 3);
  t.is(errors[0], `Module '"node:net"' has no exported member 'createServer'.`);
  t.regex(errors[1] ?? "", /Buffer is not on the device: use Uint8Array, TextEncoder and TextDecoder/);
  t.regex(errors[2] ?? "", /setImmediate is not on the device: use setTimeout with 0 ms/);
  t.notRegex(errors.join(), /@types|install/);
  const shown = await server.hover(path, { line: 0, character: program.indexOf("node:net") });
  t.regex(shown, /"node:net" is not on the device: import TcpListener, TcpStream or UdpSocket from async-io-ts/);
  t.regex(await server.hover(path, { line: 2, character: 1 }), /Buffer is not on the device/);
});
