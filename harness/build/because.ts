import { HarnessError } from "../base/errors.ts";
import type { Progress } from "../base/progress.ts";

/**
 * Does what a build needs, and tells its reason first: before the first line of progress, or in front of what is missing. Returns the
 * progress to go on with.
 */
export async function because(
  reason: string | undefined,
  progress: Progress,
  work: (progress: Progress) => Promise<void>,
): Promise<Progress> {
  if (reason === undefined) {
    await work(progress);
    return progress;
  }
  const told = tellFirst(`${reason[0]?.toUpperCase()}${reason.slice(1)}.`, progress);
  await work(told).catch((error) => {
    throw error instanceof HarnessError
      ? new HarnessError(`${reason}.\n${error.message}`, { code: error.code, exitCode: error.exitCode, cause: error })
      : error;
  });
  return told;
}

/** Progress that says a line before anything else. */
function tellFirst(line: string, progress: Progress): Progress {
  let isTold = false;
  const tell = () => {
    if (!isTold) {
      isTold = true;
      progress.say(line);
    }
  };
  return {
    say: (text) => {
      tell();
      progress.say(text);
    },
    during: (title, work) => {
      tell();
      return progress.during(title, work);
    },
  };
}
