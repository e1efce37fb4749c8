/**
 * An echo server, port 7000, that sends a record of its heap when it listens and whenever a connection came or went, and of all
 * stacks when the last one has gone.
 */
import { memory, TcpListener, type TcpStream } from "async-io-ts";
import { hostCollect, hostFigure, hostRecord } from "../../ts-runtime/src/host-binding.ts";

/** Of both kernels: what the other one has is not found. */
const threads = [
  "javascript",
  "reactor",
  "network",
  "main",
  "idle",
  "rx_q[0]",
  "tcp_work",
  "net_mgmt",
  "net_socket_service",
  "sysworkq",
];
let connections = 0;

function report(): void {
  hostCollect();
  hostRecord(JSON.stringify({ t: "heap", connections, used: memory().used }));
}

function reportStacks(): void {
  // One that has ended has no figures.
  const stacks = threads
    .map((name) => ({
      name,
      size: hostFigure(`${name}.stack.size`),
      used: hostFigure(`${name}.stack.used`),
    }))
    .filter(({ size }) => size > 0);
  const names = ["reactor.bytes", "sockets.max", "timers.bytes", "timers.max"];
  const figures = Object.fromEntries(names.map((name) => [name, hostFigure(name)]));
  hostRecord(JSON.stringify({ t: "bench", stacks, figures }));
}

async function echo(stream: TcpStream): Promise<void> {
  await using _ = stream;
  connections++;
  report();
  const buffer = new Uint8Array(512);
  for (let count = await stream.read(buffer); count > 0; count = await stream.read(buffer)) {
    await stream.writeAll(buffer.subarray(0, count));
  }
}

function left(): void {
  connections--;
  report();
  if (connections === 0) {
    reportStacks();
  }
}

// While a timer is pending it is the reactor's own thread that sits in select, on its own stack.
setInterval(() => {}, 100);
const listener = await TcpListener.bind("0.0.0.0:7000", { backlog: 16 });
report();
console.log("listening on 7000");
for await (const stream of listener.incoming()) {
  echo(stream).then(left, left);
}
