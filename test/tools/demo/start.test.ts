/** `npm start` as a whole, on the emulated device. */
import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import test from "ava";
import { execa } from "execa";
import { root } from "../../../harness/base/paths.js";

const entry = join(root, "tools", "bootstrap", "index.js");

function start(...args: string[]) {
  return execa(process.execPath, [entry, "start", ...args], { reject: false, stdin: "ignore" });
}

test.serial("npm start shows the device's lines and what was measured, and ends with 0", async (t) => {
  const { exitCode, stdout } = await start();
  t.is(exitCode, 0);
  t.regex(stdout, /^ {2}device │ .* answers: hello from Node\.js$/m);
  t.regex(stdout, /^ {2}device │ .* does not answer: .*ETIMEDOUT/m);
  t.regex(stdout, /^ {2}device │ .*tick 1,/m);
  t.regex(stdout, /^UDP: sent "a datagram", received "a datagram"$/m);
  t.regex(stdout, /^TCP: 1000 echo round trips of 64 bytes: \d+ a second, p50 \d+\.\d\d ms, p99 \d+\.\d\d ms$/m);
});

test.serial("npm start -- --stay goes on as it says, until a signal ends it", async (t) => {
  const running = start("--stay");
  let port: number | undefined;
  for await (const line of createInterface({ input: running.stdout })) {
    port ??= Number(/^ {2}nc 127\.0\.0\.1 (\d+)$/.exec(line)?.[1]) || undefined;
    if (line.startsWith("Ctrl-C")) {
      break;
    }
  }
  t.truthy(port, "it names the nc command");
  const socket = connect(port ?? 0, "127.0.0.1");
  socket.write("anybody there?");
  const [echo] = await once(socket, "data");
  t.is(String(echo), "anybody there?");
  socket.destroy();
  running.kill("SIGINT");
  const { exitCode, stderr } = await running;
  t.is(exitCode, 130);
  t.notRegex(stderr, /Error|^ {4}at /m);
});

test.serial("npm start ends with the shell's code where nobody reads its output any more", async (t) => {
  const running = start("--stay");
  await once(running.stdout, "data");
  running.stdout.destroy();
  const { exitCode, stderr } = await running;
  t.is(exitCode, 141);
  t.notRegex(stderr, /Error|^ {4}at /m);
});

test.serial("an option that npm start does not have is named, with the one it has", async (t) => {
  const { exitCode, stderr } = await start("--sty");
  t.is(exitCode, 64);
  t.regex(stderr, /^npm start takes one option, --stay .*'--sty'/);
});
