import type { Probe } from "../probes.ts";
import type { RunnerSettings } from "../runners-yaml.ts";

/** How far a tool is, as its output has it. */
export interface Step {
  /** What it does, for people: `Programming`. */
  readonly doing: string;
  /** 0 to 100. */
  readonly percent: number;
}

/** What a fault's text may tell of. */
export interface FaultContext {
  readonly board: string;
  /** What the board's probe is, for people. */
  readonly probeName: string;
  /** The probe that was asked for. */
  readonly probe: string | undefined;
  /** What the tool wrote, without escape sequences. */
  readonly output: string;
  /** The probes that are connected, as far as USB tells. */
  readonly connected: readonly Probe[];
}

/** A fault that a tool's output names. */
export interface Fault {
  readonly pattern: RegExp;
  /** A POSIX code. */
  readonly code: string;
  /** What happened and what to do, without a period. `$1` is the pattern's first group. */
  readonly text: string | ((context: FaultContext) => string);
  /** Whether it also counts where the tool ended with 0: some write half a file and call it a success. */
  readonly evenAfterSuccess?: boolean;
}

/** A command line. */
export interface ToolCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** What differs between west's runners. */
export interface Runner {
  /** As west has it. */
  readonly name: string;
  /** The program that it runs. */
  readonly tool: string;
  /** How people get that program. */
  readonly install: string;
  /** Arguments of `west flash` that choose the probe and have the written data compared, where the tool can. */
  flashArgs(probe: string | undefined): readonly string[];
  /** Arguments of `west flash` for a file in place of the build's. */
  fileArgs(hexFile: string): readonly string[];
  /** The command that restarts the board. */
  resetCommand(settings: RunnerSettings, options: { probe: string | undefined; scratch: string }): ToolCommand;
  /** Output from which on flash memory may have changed. */
  readonly writes: RegExp;
  /** How far it is; `output` is the end of what it wrote, without escape sequences. Absent where the tool does not tell. */
  step?(output: string): Step | undefined;
  /** In the order in which they are to be looked for. */
  readonly faults: readonly Fault[];
}
