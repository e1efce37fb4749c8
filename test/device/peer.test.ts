/** The device and a host peer, with real packets through the switch and the gateway. */

import { createSocket } from "node:dgram";
import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import test from "ava";
import { chooseDevice } from "../../harness/device/choose-device.ts";
import type { Device } from "../../harness/index.ts";
import { bootProgram } from "./program.ts";

let device: Device;

test.before(async () => {
  device = await bootProgram("server");
  await device.expect(/listening on 7/);
});

test.after.always(async () => {
  await device?.stop();
});

async function receiveAll(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of socket) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

/** A socket that did not end well still must end. */
function ended(socket: Socket): Promise<unknown> {
  return new Promise((resolve) => {
    socket.on("error", () => undefined);
    socket.once("close", resolve);
  });
}

async function listening(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** Zephyr's TCP answers a FIN with its own, whatever is left to send. */
const halfClose = chooseDevice({}).kernel === "zephyr" ? test.skip : test;

halfClose("what was sent before a half-close comes back after it", async (t) => {
  const socket = await device.connect(7);
  const message = Buffer.alloc(50_000, 0x2a);
  const received = receiveAll(socket);
  socket.write("echo\n");
  socket.end(message);
  t.true(message.equals(await received));
});

test("a TCP echo from the host comes back byte for byte", async (t) => {
  const socket = await device.connect(7);
  const message = Buffer.from(Array.from({ length: 200_000 }, (_, i) => (i * 31) & 0xff));
  const received = receiveAll(socket);
  socket.write(`echo ${message.length}\n`);
  socket.write(message);
  t.true(message.equals(await received));
});

test("eight host connections at once each get their own bytes", async (t) => {
  await Promise.all(
    Array.from({ length: 8 }, async (_, index) => {
      const socket = await device.connect(7);
      const message = Buffer.alloc(5_000, 65 + index);
      const received = receiveAll(socket);
      socket.write(`echo ${message.length}\n`);
      socket.write(message);
      t.true(message.equals(await received), `connection ${index}`);
    }),
  );
});

test("100,000 bytes to the device are counted to the last one", async (t) => {
  const socket = await device.connect(7);
  const received = receiveAll(socket);
  socket.write("count 100000\n");
  socket.write(Buffer.alloc(100_000));
  t.is((await received).toString(), "100000\n");
});

test("a host that hangs up while the device sends leaves the device serving", async (t) => {
  const socket = await device.connect(7);
  socket.write("send 10000000\n");
  await once(socket, "data");
  socket.resetAndDestroy();
  await ended(socket);
  await device.expect(/connection ended: (ECONNRESET|EPIPE|ECONNABORTED)/);
  const again = await device.connect(7);
  const received = receiveAll(again);
  again.write("echo 10\nstill here");
  t.is((await received).toString(), "still here");
});

test("a device that hangs up ends the host's connection", async (t) => {
  const socket = await device.connect(7);
  const closing = ended(socket);
  socket.resume();
  socket.write("close\n");
  await closing;
  t.pass();
});

// By itself: beside a dozen of connections the card's receive FIFO overflows, and nobody sends a datagram again.
test.serial("UDP datagrams from the host come back", async (t) => {
  const { host, port } = await device.forward(7, { protocol: "udp" });
  const socket = createSocket("udp4");
  t.teardown(() => socket.close());
  for (const message of ["one", "", "x".repeat(1_400)]) {
    if (message === "") {
      continue;
    }
    const answer = once(socket, "message");
    socket.send(message, port, host);
    t.is(String((await answer)[0]), message);
  }
});

test("the device connects to a server on the host", async (t) => {
  const server = createServer((socket) => {
    socket.on("data", (data) => socket.end(`you said ${data}`));
    socket.on("error", () => undefined);
  });
  t.teardown(() => server.close());
  const port = await listening(server);
  await using client = await bootProgram("client", { args: [`10.0.2.2:${port}`] });
  t.is((await client.exit).code, 0);
  t.regex(client.output, /connected 10\.0\.2\.2:\d+\nread you said hello\nend of stream/);
});

test("a host that resets a connection is seen as ECONNRESET", async (t) => {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => socket.resetAndDestroy());
  });
  t.teardown(() => server.close());
  const port = await listening(server);
  await using client = await bootProgram("client", { args: [`10.0.2.2:${port}`] });
  await client.exit;
  // The gateway's NAT turns a reset of the host's side into one of the device's, or into an orderly end.
  t.regex(client.output, /stream failed: ECONNRESET|end of stream/);
});

test("connecting to a closed port of the host is refused", async (t) => {
  const server = createServer();
  const port = await listening(server);
  server.close();
  await once(server, "close");
  await using client = await bootProgram("client", { args: [`10.0.2.2:${port}`] });
  t.is((await client.exit).code, 0);
  t.regex(client.output, new RegExp(`connect failed: ECONNREFUSED .*10\\.0\\.2\\.2:${port}`));
});

test("connecting to a host that is not there ends with an error that says so", async (t) => {
  await using client = await bootProgram("client", { args: ["10.0.2.250:9"], timeout: 60_000 });
  t.is((await client.exit).code, 0);
  t.regex(client.output, /connect failed: (ETIMEDOUT|EHOSTUNREACH)/);
});
