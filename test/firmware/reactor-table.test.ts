import { runCases } from "./host/cases.ts";

// More than 32 sockets: two words of bits.
runCases({
  name: "reactor_table",
  modules: ["core/reactor_table"],
  host: ["sim"],
  options: { AIO_MAX_SOCKETS: 40 },
});
