import { constants } from "node:os";

/** Runs work until it ends or a signal asks for its end; then its exit code is the shell's: 130 for Ctrl-C. */
export async function interruptible(work: (signal: AbortSignal) => Promise<number>): Promise<number> {
  const controller = new AbortController();
  let stoppedBy: NodeJS.Signals | undefined;
  const stop = (name: NodeJS.Signals) => {
    stoppedBy ??= name;
    controller.abort(new Error(`stopped by ${name}`));
  };
  const names = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const name of names) {
    process.on(name, stop);
  }
  try {
    return await work(controller.signal);
  } catch (error) {
    if (stoppedBy === undefined) {
      throw error;
    }
    return 128 + constants.signals[stoppedBy];
  } finally {
    for (const name of names) {
      process.removeListener(name, stop);
    }
  }
}
