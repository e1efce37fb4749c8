/** How a device's run ended. */
export interface Exit {
  /** The program's own exit code; 70 for a crash, 71 for a hang, 72 for a failed boot; null where it was stopped from outside. */
  readonly code: number | null;
  /**
   * `"program"`: it ended by itself. `"crash"`: a fault, or QEMU itself died. `"hang"`: the time limit passed. `"stopped"`: `stop()`,
   * the end of its scope, or the abort of its signal. `"boot"`: the program never began.
   */
  readonly reason: "program" | "crash" | "hang" | "stopped" | "boot";
}

/** An exit with its story. */
export interface Outcome extends Exit {
  /** One line, or several with a backtrace, for a person. */
  readonly message: string;
}

/** The exit codes of what is not the program's own choice. */
export const exitCodes = { crash: 70, hang: 71, boot: 72 } as const;

/** The end of a run: several causes may come, the first one is what is reported. */
export class Ending {
  readonly #controller = new AbortController();
  #outcome: Outcome | undefined;

  /** Aborted by the first cause: all that belongs to the run hangs off it. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** The first cause, once there is one. */
  get outcome(): Outcome | undefined {
    return this.#outcome;
  }

  /** Gives a cause. Returns whether it was the first. */
  end(outcome: Outcome): boolean {
    if (this.#outcome !== undefined) {
      return false;
    }
    this.#outcome = outcome;
    this.#controller.abort(outcome);
    return true;
  }
}
