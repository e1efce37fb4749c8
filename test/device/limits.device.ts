/** Exhaustion: an error that names the option, and a program that goes on. */
import { sleep, TcpListener, TcpStream, Timer, UdpSocket } from "async-io-ts";
import test from "async-io-ts/test";
import { bytes, loopback } from "./support.js";

interface Exhausted extends Error {
  code: string;
  option: string;
}

test("running out of sockets names the option, and closing one makes room again", async (t) => {
  const sockets: UdpSocket[] = [];
  let error: Exhausted | undefined;
  while (!error && sockets.length < 200) {
    try {
      sockets.push(await UdpSocket.bind(loopback));
    } catch (thrown) {
      error = thrown as Exhausted;
    }
  }
  t.is(sockets.length, 25);
  t.is(error?.code, "EMFILE");
  t.is(error?.option, "CONFIG_AIO_MAX_SOCKETS");
  t.true(error?.message.includes("CONFIG_AIO_MAX_SOCKETS") === true, error?.message);

  sockets[3]?.close();
  const again = await UdpSocket.bind(loopback);
  // Not to itself: Zephyr drops a datagram whose two ends are one.
  await again.sendTo(bytes("on"), (sockets[0] as UdpSocket).localAddress);
  t.is((await (sockets[0] as UdpSocket).recvFrom(new Uint8Array(4)))[0], 2);
  again.close();
  for (const socket of sockets) {
    socket.close();
  }
});

test("incoming() that waits for a free socket hears its signal, and its listener's end", async (t) => {
  const listener = await TcpListener.bind(loopback);
  const others: UdpSocket[] = [];
  while (others.length < 23) {
    others.push(await UdpSocket.bind(loopback));
  }
  // The listener, and this end: no socket is left for the other one.
  const client = await TcpStream.connect(listener.localAddress);
  const controller = new AbortController();
  const refused = listener.incoming({ signal: controller.signal }).next();
  await sleep(10);
  controller.abort(new Error("enough"));
  await t.throwsAsync(() => refused, { message: "enough" });
  const ending = listener.incoming().next();
  await sleep(10);
  listener.close();
  t.true((await ending).done);
  for (const socket of [client, ...others]) {
    socket.close();
  }
});

test(
  "sockets opened and closed thousands of times beside others find a free port each, and leave nothing behind",
  async (t) => {
    const sockets: UdpSocket[] = [];
    while (sockets.length < 24) {
      sockets.push(await UdpSocket.bind(loopback));
    }
    for (let i = 0; i < 4_000; i++) {
      const socket = await UdpSocket.bind(loopback);
      socket.close();
    }
    while (sockets.length < 25) {
      sockets.push(await UdpSocket.bind(loopback));
    }
    for (const socket of sockets) {
      socket.close();
    }
    t.is(sockets.length, 25);
  },
  { timeout: 60_000 },
);

test("running out of timers names the option, and the timers that are set still fire", async (t) => {
  const controller = new AbortController();
  const firing: Promise<unknown>[] = [];
  let error: Exhausted | undefined;
  for (let i = 0; i < 64 && !error; i++) {
    try {
      const timer = Timer.after(20);
      firing.push(Promise.resolve(timer));
      await null;
    } catch (thrown) {
      error = thrown as Exhausted;
    }
  }
  const outcomes = await Promise.all(
    [Timer.after(1), Timer.after(1)].map((timer) =>
      Promise.resolve(timer).then(
        () => undefined,
        (e: Exhausted) => e,
      ),
    ),
  );
  error = error ?? outcomes.find((outcome) => outcome !== undefined);
  t.is(error?.code, "ENOMEM");
  t.is(error?.option, "CONFIG_AIO_MAX_TIMERS");
  controller.abort();
  const settled = await Promise.allSettled(firing);
  t.true(settled.filter((s) => s.status === "fulfilled").length >= 60, "most timers fired");
  await Timer.after(1);
  t.pass("a timer can be set again");
});
