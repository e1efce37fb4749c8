import type { Figure } from "../../harness/bench/index.ts";
import type { Loaded } from "./load.ts";

/** Stacks, reactor, timers and connections of a device that has served echoes. */
export function loadedFigures({ stacks, figures, heapPerConnection, controlBlock, descriptor }: Loaded): Figure[] {
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
    { name: "an open connection, the network's control block", value: controlBlock, unit: "bytes" },
    { name: "an open connection, descriptor", value: descriptor, unit: "bytes" },
  ];
}
