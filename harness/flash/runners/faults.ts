import { listProbes, type Probe } from "../probes.ts";
import type { Fault } from "./runner.ts";

/** No probe, or not the one that was asked for. */
export function noProbe(pattern: RegExp): Fault {
  return {
    pattern,
    code: "ENODEV",
    text: ({ board, probe, probeName, connected }) =>
      probe === undefined
        ? `no probe is connected: plug ${board}'s debug port (${probeName}) into this machine, with a cable that carries data`
        : `no probe has the id ${probe}: ${connected.length === 0 ? "none is connected" : `connected ${listProbes(connected)}`}`,
  };
}

/** More than one, and none was asked for. */
export function twoProbes(pattern: RegExp): Fault {
  return {
    pattern,
    code: "EINVAL",
    text: ({ output, connected }) => {
      const found = connected.length > 0 ? connected : readProbeTable(output);
      return `more than one probe is connected: choose one with --probe ID${found.length === 0 ? "" : `; there ${listProbes(found)}`}`;
    },
  };
}

/** The probe is there, the chip does not answer. */
export function noTarget(pattern: RegExp): Fault {
  return {
    pattern,
    code: "ENXIO",
    text: ({ board }) =>
      `the probe is connected, but the chip does not answer: is the board powered, is it ${board}, and is its debug connector (or jumper) in place?`,
  };
}

/** Reads the table that pyOCD asks with: number, name, unique id. */
function readProbeTable(output: string): Probe[] {
  return [...output.matchAll(/^ *\d+ {2,}(\S.*?) {2,}(\S{6,})(?: |$)/gm)].map(([, name = "", id = ""]) => ({
    name,
    id,
  }));
}
