import { asyncComplete, asyncFailure } from "./compose.ts";
import type { Frontmatter } from "./frontmatter.ts";

/**
 * How a test came out. `refused`: the program was not built, or the engine did not take its text, and it should have run; `wrong`: it ran, and ended
 * otherwise than the test wants; the others are the engine's own failures.
 */
export const kinds = ["pass", "wrong", "refused", "crash", "timeout", "memory"] as const;
/** One of {@link kinds}. */
export type Kind = (typeof kinds)[number];

/** A test's result on an engine. */
export interface Outcome {
  readonly kind: Kind;
  /** What was told of it, one line; empty where it passed. */
  readonly message: string;
}

/** How a program ended, on whatever it ran. */
export type Run =
  | { readonly end: "not built"; readonly message: string }
  | { readonly end: "refused" | "threw"; readonly message: string }
  | { readonly end: "done"; readonly stdout: string }
  | { readonly end: "crash" | "timeout" | "memory"; readonly message: string };

/** Judges a run by what the test says of itself. */
export function judge({ negative, flags }: Frontmatter, run: Run): Outcome {
  if (run.end === "crash" || run.end === "timeout" || run.end === "memory") {
    return { kind: run.end, message: run.message };
  }
  if (negative !== undefined) {
    return judgeNegative(negative, run);
  }
  if (run.end === "done") {
    return flags.includes("async") ? judgeAsync(run.stdout) : passed;
  }
  return { kind: run.end === "threw" ? "wrong" : "refused", message: run.message };
}

const passed: Outcome = { kind: "pass", message: "" };

function judgeNegative({ phase, type }: NonNullable<Frontmatter["negative"]>, run: Run): Outcome {
  if (phase === "runtime") {
    const isRight = run.end === "threw" && run.message.startsWith(`Uncaught ${type}`);
    return isRight ? passed : { kind: "wrong", message: `it did not throw ${type}: ${told(run)}` };
  }
  const isRight = run.end === "not built" || (run.end === "refused" && run.message.startsWith(`Uncaught ${type}`));
  return isRight ? passed : { kind: "wrong", message: `it was taken, and is a ${type}: ${told(run)}` };
}

function told(run: Run): string {
  return "message" in run ? run.message : "it ended";
}

function judgeAsync(stdout: string): Outcome {
  const failure = stdout.split("\n").find((line) => line.startsWith(asyncFailure));
  if (failure !== undefined) {
    return { kind: "wrong", message: failure.slice(asyncFailure.length) };
  }
  return stdout.includes(asyncComplete) ? passed : { kind: "wrong", message: "it never called $DONE" };
}
