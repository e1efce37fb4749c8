import type { Symbols } from "../console/symbols.ts";
import type { Control, Machine } from "../machine/machine.ts";
import type { Transcript } from "./transcript.ts";
import { within } from "./within.ts";

/** How long the machine is watched to tell whether it works or waits, and how long it may take to tell where it is. In milliseconds. */
const patience = { watch: 200, answer: 1_000, inspect: 10_000 };

/** The share of the time beyond which a machine works and does not wait. */
const busy = 0.5;

/**
 * What a machine that should have ended is doing, for a person.
 *
 * @param network what it did on the network, where that is known
 * @param inspect lines on its threads, timers and sockets
 * @param ask lines on where its program is; absent where that cannot be asked
 */
export async function diagnoseHang(
  { clock, control, advice, stepper }: Machine,
  symbols: Symbols,
  transcript: Transcript,
  network?: string,
  inspect: () => Promise<string[]> = async () => [],
  ask?: () => Promise<string[]>,
): Promise<string> {
  const reason = advice?.();
  if (reason !== undefined) {
    return reason;
  }
  const [load, pc] = await Promise.all([clock.load(patience.watch), where(control)]);
  const [place] = pc === undefined ? [] : await symbols.resolve([pc]).catch(() => []);
  const inside = await within(
    patience.inspect,
    inspect().catch(() => []),
  );
  // Behind the others, as a program that waits goes on to answer. One whose time stands still does not.
  const mayAnswer = ask !== undefined && (stepper === undefined || load > busy);
  const frames = mayAnswer ? await ask() : [];
  const program = frames.length === 0 ? [] : [load > busy ? "the program runs" : "the program waits", ...frames];
  const last = transcript.tail(1).trim();
  const line = [
    doing(load),
    ...(place === undefined ? [] : [`at ${place}`]),
    last === "" ? "it printed nothing" : `its last output was ${JSON.stringify(last.slice(-200))}`,
    ...(network === undefined ? [] : [network]),
  ].join(", ");
  return [line, ...program, ...(inside ?? [])].join("\n");
}

function where(control: Control): Promise<number | undefined> {
  return within(
    patience.answer,
    control.programCounter().catch(() => undefined),
  );
}

function doing(load: number): string {
  if (Number.isNaN(load)) {
    return "the device did not end";
  }
  return load > busy
    ? `the device is busy (${Math.round(load * 100)} % of the time)`
    : "the device is idle, waiting for an event";
}
