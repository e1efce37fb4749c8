import type { BenchmarkContext } from "../../harness/bench/index.ts";
import type { Device } from "../../harness/device/device.ts";
import { boot } from "../../harness/index.ts";
import { LoadGenerator } from "../load/generator.ts";
import { type Symbols, symbol } from "../measure/symbols.ts";

/** As it is where the harness reads it: text. */
export type Config = Readonly<Record<string, string>>;

/** What a program that had served echoes said of itself. */
export interface Loaded {
  readonly stacks: readonly { readonly name: string; readonly size: number; readonly used: number }[];
  readonly figures: Readonly<Record<"reactor.bytes" | "sockets.max" | "timers.bytes" | "timers.max", number>>;
  /** Bytes of JavaScript heap for each connection. */
  readonly heapPerConnection: number;
  /** Bytes of the network stack's control block for a connection. */
  readonly controlBlock: number;
  /** Bytes of a descriptor. */
  readonly descriptor: number;
}

const port = 7000;
/** Fewer where the firmware has too few sockets, of which one listens. */
const mostConnections = 16;

/** Serves echoes on 16 connections, and reads what that took. */
export async function measureLoaded(
  { device, signal }: BenchmarkContext,
  firmware: string,
  symbols: Symbols,
  config: Config,
): Promise<Loaded> {
  const connections = Math.min(mostConnections, Number(config.AIO_MAX_SOCKETS) - 1);
  await using booted = await boot("bench/device/footprint.ts", { ...device, signal, firmware });
  await using generator = new LoadGenerator(signal);
  await booted.expect("listening on");
  const set = await generator.open(await booted.forward(port), connections);
  await set.load({ trips: 2_000 });
  const stack = symbols.has("memp_TCP_PCB") ? await lwipSizes(booted, symbols, config) : zephyrSizes(symbols, config);
  await set.close();
  return { ...(await lastWords(booted, connections)), ...stack };
}

type StackSizes = Pick<Loaded, "controlBlock" | "descriptor">;

async function lwipSizes(device: Device, symbols: Symbols, config: Config): Promise<StackSizes> {
  const sockets = Number(config.ZVFS_OPEN_MAX) + Number(config.AIO_MAX_SOCKETS);
  return {
    controlBlock: await controlBlockSize(device, symbols),
    descriptor: symbol(symbols, "socks").size / sockets,
  };
}

/** A connection has a context and what TCP needs beside it. */
function zephyrSizes(symbols: Symbols, config: Config): StackSizes {
  const size = (name: string) => symbol(symbols, name).size;
  return {
    controlBlock: (size("contexts") + size("_k_mem_slab_buf_tcp_conns_slab")) / Number(config.NET_MAX_CONTEXTS),
    descriptor: size("fdtable") / Number(config.ZVFS_OPEN_MAX),
  };
}

/**
 * LwIP describes each of its pools by the size of an element and their number, 16 bits each. Behind a pointer, where it counts what is in use: the
 * bytes of the pool say which of both it is.
 */
async function controlBlockSize(device: Device, symbols: Symbols): Promise<number> {
  const description = await device.readMemory(symbol(symbols, "memp_TCP_PCB").address, 8);
  const pool = symbol(symbols, "memp_memory_TCP_PCB_base").size;
  const sizes = [0, 4].filter((at) => {
    const rest = pool - description.readUInt16LE(at) * description.readUInt16LE(at + 2);
    return rest >= 0 && rest < 8;
  });
  return sizes[0] === undefined ? Number.NaN : description.readUInt16LE(sizes[0]);
}

async function lastWords(device: Device, connections: number): Promise<Omit<Loaded, keyof StackSizes>> {
  const heaps = new Map<number, number>();
  for await (const record of device.records()) {
    if (record.t === "heap") {
      const { connections: open, used } = record as unknown as { connections: number; used: number };
      // Those of the way up: what the first connections left behind is nobody's.
      heaps.set(open, heaps.get(open) ?? used);
    } else if (record.t === "bench") {
      const [first = Number.NaN, all = Number.NaN] = [heaps.get(1), heaps.get(connections)];
      return {
        ...(record as unknown as Pick<Loaded, "stacks" | "figures">),
        heapPerConnection: (all - first) / (connections - 1),
      };
    }
  }
  throw new Error(`the program ended without its figures: ${device.diagnosis}\n${device.output}`);
}
