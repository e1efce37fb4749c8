import type { Figure } from "../../harness/bench/index.ts";
import { type Symbols, symbol } from "../measure/symbols.ts";
import type { Loaded } from "./load.ts";

/** As it is where the harness reads it: text. */
type Config = Readonly<Record<string, string>>;

/** Stacks, reactor, timers and connections of a device that has served echoes. */
export function loadedFigures(
  { stacks, figures, heapPerConnection, controlBlock }: Loaded,
  symbols: Symbols,
  config: Config,
): Figure[] {
  const sockets = Number(config.ZVFS_OPEN_MAX) + Number(config.AIO_MAX_SOCKETS);
  return [
    { name: `reactor, ${figures["sockets.max"]} sockets`, value: figures["reactor.bytes"], unit: "bytes" },
    {
      name: "reactor, 20 sockets (in proportion)",
      value: (figures["reactor.bytes"] * 20) / figures["sockets.max"],
      unit: "bytes",
      aim: { atMost: 500 },
    },
    {
      name: "a timer",
      value: figures["timers.bytes"] / figures["timers.max"],
      unit: "bytes",
      aim: { atMost: 24 },
    },
    ...stacks.map(({ name, size, used }) => ({
      name: `stack of thread ${name}, of ${size.toLocaleString("en-US")}`,
      value: used,
      unit: "bytes",
      ...(name === "reactor" && { aim: { atMost: 1_535 } }),
    })),
    { name: "an open connection, JavaScript heap", value: heapPerConnection, unit: "bytes" },
    { name: "an open connection, lwIP's control block", value: controlBlock, unit: "bytes" },
    { name: "an open connection, descriptor", value: symbol(symbols, "socks").size / sockets, unit: "bytes" },
  ];
}
