/**
 * Compares this checkout's way from the host to a device with that of another checkout, in one run:
 *
 *     npx tsx bench/network/checkouts.ts ../other [--kernel zephyr]
 *
 * Round trips of 64 bytes at 1, 4 and 16 connections, in turns of 150 ms; and how long it takes until each of 24 connections that are
 * opened at once has its first answer.
 */
import { once } from "node:events";
import { connect } from "node:net";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import type { boot as bootHere, Device, Kernel } from "../../harness/index.ts";
import { LoadGenerator } from "../load/generator.ts";
import { median } from "../measure/statistics.ts";
import { alternate, plan } from "./plan.ts";

const { positionals, values } = parseArgs({ allowPositionals: true, options: { kernel: { type: "string" } } });
const [other] = positionals;
if (other === undefined) {
  throw new Error("which checkout? npx tsx bench/network/checkouts.ts FOLDER [--kernel zephyr]");
}

/** As many as a program may have open beside its listener. */
const crowdSize = 24;

/** Boots a checkout's own echo, which listens on port 7. */
async function bootEcho(folder: string): Promise<Device> {
  const { boot } = (await import(pathToFileURL(resolve(folder, "harness/index.ts")).href)) as { boot: typeof bootHere };
  const { kernel } = values;
  const device = await boot(
    resolve(folder, "examples/echo.ts"),
    kernel === undefined ? {} : { kernel: kernel as Kernel },
  );
  await device.expect(/listening on 7/);
  return device;
}

/** Milliseconds until all of so many connections, opened at once, have had an answer. */
async function crowd(folder: string, count: number): Promise<number> {
  await using device = await bootEcho(folder);
  const { host, port } = await device.forward(7);
  const start = performance.now();
  const sockets = Array.from({ length: count }, () => connect(port, host));
  await Promise.all(
    sockets.map(async (socket) => {
      socket.write("x");
      await once(socket, "data");
    }),
  );
  const taken = performance.now() - start;
  for (const socket of sockets) {
    socket.destroy();
  }
  return taken;
}

const folders = { this: ".", other } as const;
for (const connections of [1, 4, 16]) {
  await using here = await bootEcho(folders.this);
  await using there = await bootEcho(folders.other);
  await using generator = new LoadGenerator(new AbortController().signal);
  const sets = {
    this: await generator.open(await here.forward(7), connections),
    other: await generator.open(await there.forward(7), connections),
  };
  const rate = (name: keyof typeof sets) => async () => {
    const { trips, milliseconds } = await sets[name].load({ milliseconds: plan.slice });
    return (trips / milliseconds) * 1000;
  };
  await sets.this.load({ milliseconds: plan.warmUp });
  await sets.other.load({ milliseconds: plan.warmUp });
  const rates = await alternate({ this: rate("this"), other: rate("other") });
  const ratios = rates.this.map((value, round) => value / (rates.other[round] ?? Number.NaN));
  const [own, others] = [median(rates.this), median(rates.other)].map(Math.round);
  console.log(
    `${connections} connections: ${own} req/s, the other checkout ${others}; ratio ${median(ratios).toFixed(2)}`,
  );
}
const times: Record<keyof typeof folders, number[]> = { this: [], other: [] };
for (let round = 0; round < 3; round++) {
  times.this.push(await crowd(folders.this, crowdSize));
  times.other.push(await crowd(folders.other, crowdSize));
}
console.log(
  `${crowdSize} at once: ${Math.round(median(times.this))} ms, the other checkout ${Math.round(median(times.other))} ms`,
);
