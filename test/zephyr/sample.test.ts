import { createSocket } from "node:dgram";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { Socket } from "node:net";
import { join } from "node:path";
import test from "ava";
import type { TimeProfile } from "../../harness/base/choices.ts";
import { root } from "../../harness/base/paths.js";
import { readMap } from "../../harness/footprint/index.ts";
import { boot, type Device } from "../../harness/index.ts";
import { lookForWorkspace } from "../../harness/zephyr/index.ts";
import { Workspace } from "../harness/support/command.ts";
import { needs } from "../support/needs.ts";
import { buildSample } from "./support/build-sample.ts";
import { compileLimits } from "./support/compile-limits.ts";

const workspace = lookForWorkspace();
const zephyr = needs("a west workspace", workspace !== undefined, test.serial);
let dir = "";
const command = new Workspace();

if (workspace !== undefined) {
  test.before("the sample is built", async (t) => {
    t.timeout(1_200_000);
    dir = await buildSample(workspace);
  });
}

zephyr("connections are echoed side by side, each byte in its order", async (t) => {
  await using device = await bootSample(dir);
  const sent = Array.from({ length: 4 }, (_, index) => Buffer.alloc(20_000, `connection ${index}, `));
  const received = await Promise.all(sent.map(async (bytes) => echo(await device.connect(7), bytes)));
  for (const [index, bytes] of received.entries()) {
    t.is(bytes.length, 20_000, `connection ${index}`);
    t.true(sent[index]?.equals(bytes), `connection ${index}`);
  }
});

zephyr("datagrams are echoed, an empty one too", async (t) => {
  await using device = await bootSample(dir);
  const { host, port } = await device.forward(7, { protocol: "udp" });
  const socket = createSocket("udp4");
  for (const text of ["one", "", "x".repeat(1400)]) {
    const answer = once(socket, "message");
    socket.send(text, port, host);
    t.is(String((await answer)[0]), text);
  }
  socket.close();
});

zephyr("a client that finds all connections taken is served when one is free", async (t) => {
  await using device = await bootSample(dir);
  const clients: Socket[] = [];
  for (let count = 1; count <= 4; count++) {
    const client = await device.connect(7);
    clients.push(client);
    await exchange(client, `client ${count}`);
  }
  const last = await device.connect(7);
  last.write("the fifth");
  const answer = once(last, "data");
  await device.expect(/late, 4 connections[\s\S]*late, 4 connections/, { timeout: 60_000 });
  t.is(last.bytesRead, 0);
  clients[0]?.destroy();
  t.is(String((await answer)[0]), "the fifth");
});

zephyr("heartbeats come each second, never early, and in virtual time at most 150 µs late", async (t) => {
  await using device = await bootSample(dir, "virtual");
  await device.expect("heartbeat 30:", { timeout: 120_000 });
  const late = [...device.output.matchAll(/^heartbeat \d+: (-?\d+) us late/gm)].map(([, us]) => Number(us));
  t.true(late.length >= 29);
  t.true(
    late.every((us) => us >= 0 && us <= 150),
    `late by ${late.join(", ")} µs`,
  );
});

zephyr("the example's own test passes, by async-io test", async (t) => {
  const file = join(root, "examples", "zephyr", "echo.test.ts");
  const { code, stdout, stderr } = await command.run(["test", file, "--board", "mps2_an385"], {
    ...{ ELF: join(dir, "zephyr", "zephyr.elf"), AIO_QEMU: process.env.AIO_QEMU ?? "" },
  });
  t.is(code, 0, stdout + stderr);
  t.regex(stdout, /2 tests passed/);
});

for (const [option, value, said] of [
  ["NET_SOCKETS_POLL_MAX", 3, "CONFIG_NET_SOCKETS_POLL_MAX=3, but select() needs 2 * 6 (CONFIG_AIO_MAX_SOCKETS) + 1"],
  ["ZVFS_OPEN_MAX", 4, "CONFIG_ZVFS_OPEN_MAX=4, but there are 6 (CONFIG_AIO_MAX_SOCKETS) + 1"],
  ["ZVFS_EVENTFD_MAX", 0, "CONFIG_ZVFS_EVENTFD_MAX=0, but there are 1 (the reactor's)"],
  ["NET_MAX_CONTEXTS", 5, "CONFIG_NET_MAX_CONTEXTS=5, but there are 6 (CONFIG_AIO_MAX_SOCKETS) sockets"],
  ["NET_MAX_CONN", 4, "CONFIG_NET_MAX_CONN=4, but there are 6 (CONFIG_AIO_MAX_SOCKETS) connections"],
  ["AIO_REACTOR_STACK_SIZE", 700, "CONFIG_AIO_REACTOR_STACK_SIZE=700, but select() takes 28 bytes for each of"],
] as const) {
  zephyr(`the compiler names ${option} where it is too small, and what it has to be`, async (t) => {
    t.true((await compileLimits(dir, option, value)).includes(said));
  });
}

zephyr("the reactor and the timers by themselves take at most 8 KB of flash", (t) => {
  const contributions = readMap(readFileSync(join(dir, "zephyr", "zephyr.map"), "utf8"));
  const flash = contributions
    .filter(({ object, section }) => object.includes("libasync_io.a") && section.load !== undefined)
    .reduce((sum, { size }) => sum + size, 0);
  t.true(flash > 1024 && flash <= 8192, `${flash} bytes`);
  t.log(`${flash} bytes`);
});

/** Boots what was built, and waits until it listens. */
async function bootSample(dir: string, time: TimeProfile = "real"): Promise<Device> {
  const device = await boot(join(dir, "zephyr", "zephyr.elf"), { board: "mps2_an385", name: "sample", time });
  await device.expect("TCP and UDP echo on port 7", { timeout: 60_000 });
  return device;
}

/** Sends all of it while what comes back is read. */
async function echo(socket: Socket, bytes: Buffer): Promise<Buffer> {
  socket.setTimeout(30_000, () => socket.destroy(new Error("nothing came back for 30 s")));
  socket.write(bytes);
  const chunks: Buffer[] = [];
  for await (const chunk of socket) {
    chunks.push(chunk as Buffer);
    if (chunks.reduce((sum, { length }) => sum + length, 0) >= bytes.length) {
      break;
    }
  }
  return Buffer.concat(chunks);
}

async function exchange(socket: Socket, text: string): Promise<void> {
  const answer = once(socket, "data");
  socket.write(text);
  await answer;
}
