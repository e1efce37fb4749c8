import { constants } from "node:os";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs work that a signal may end: the first one asks it to stop, and the result is the shell's code for it, 130 for Ctrl-C; the
 * second one ends this process at once, and with it what it started.
 */
export async function interruptible(work: (signal: AbortSignal) => Promise<number>): Promise<number> {
  const controller = new AbortController();
  let stoppedBy: NodeJS.Signals | undefined;
  const stop = (name: NodeJS.Signals) => {
    if (stoppedBy !== undefined) {
      process.exit(exitCode(name));
    }
    stoppedBy = name;
    controller.abort(new Error(`stopped by ${name}`));
  };
  for (const name of signals) {
    process.on(name, stop);
  }
  try {
    const code = await work(controller.signal);
    return stoppedBy === undefined ? code : exitCode(stoppedBy);
  } catch (error) {
    if (stoppedBy === undefined) {
      throw error;
    }
    return exitCode(stoppedBy);
  } finally {
    for (const name of signals) {
      process.removeListener(name, stop);
    }
  }
}

function exitCode(name: NodeJS.Signals): number {
  return 128 + constants.signals[name];
}
