import { join } from "node:path";
import { root } from "../../harness/base/paths.js";
import { boot } from "../../harness/device/boot.ts";
import type { Device } from "../../harness/device/device.ts";
import { VirtualNetwork } from "../../harness/time/virtual-network.ts";
import { echoDatagram } from "./datagram.ts";
import { startGreeter } from "./greeter.ts";
import { measureRoundTrips } from "./round-trips.ts";

/** The port that examples/demo.ts echoes on. */
const echoPort = 7;
const trips = 1_000;
const bytes = 64;

export interface DemoOptions {
  /** Goes on until the signal is aborted. */
  readonly stay: boolean;
  readonly signal: AbortSignal;
  readonly write: (line: string) => void;
}

/** Boots examples/demo.ts, shows what it prints, and talks to it from this machine. Returns what to exit with. */
export async function runDemo({ stay, signal, write }: DemoOptions): Promise<number> {
  await using greeter = await startGreeter("hello from Node.js");
  await using network = await VirtualNetwork.create();
  await using device = await boot(join(root, "examples", "demo.ts"), {
    network,
    args: [`10.0.2.2:${greeter.port}`],
    signal,
    onNotice: write,
  });
  const shown = show(device, write);
  await device.expect(/ answers: hello from Node\.js/, { timeout: 10_000 });
  await device.expect(/ does not answer: /, { timeout: 10_000 });
  await measure(device, signal, write);
  if (stay) {
    await invite(device, write);
    const { code } = await device.exit;
    await shown;
    return code ?? 1;
  }
  await device.stop();
  await shown;
  return 0;
}

async function show(device: Device, write: (line: string) => void): Promise<void> {
  for await (const line of device.lines()) {
    write(`  device │ ${line}`);
  }
}

async function measure(device: Device, signal: AbortSignal, write: (line: string) => void): Promise<void> {
  const udp = await device.forward(echoPort, { protocol: "udp" });
  const answer = await echoDatagram(udp.host, udp.port, "a datagram", signal);
  write(`UDP: sent "a datagram", received "${answer}"`);
  const socket = await device.connect(echoPort);
  const { count, perSecond, p50, p99 } = await measureRoundTrips(socket, trips, bytes);
  socket.end();
  write(
    `TCP: ${count} echo round trips of ${bytes} bytes: ${perSecond.toFixed(0)} a second, ` +
      `p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`,
  );
}

async function invite(device: Device, write: (line: string) => void): Promise<void> {
  const tcp = await device.forward(echoPort);
  const udp = await device.forward(echoPort, { protocol: "udp" });
  write("The device stays up. Try, in another terminal:");
  write(`  nc ${tcp.host} ${tcp.port}`);
  write(`  nc -u ${udp.host} ${udp.port}`);
  write("Ctrl-C ends it.");
}
