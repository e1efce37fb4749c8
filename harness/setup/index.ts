import { join } from "node:path";
import { withLock } from "../bootstrap/lock.js";
import { type Tool, tools } from "./checks/index.ts";
import { defaultContext, type SetupContext } from "./context.ts";
import { explained } from "./explained.ts";
import { terminalProgress } from "./progress.ts";
import { stepsFor } from "./steps/index.ts";
import { findMissing, installTools } from "./steps/tools.ts";

/** What a set-up is for beside running programs: this project's own tests, builds with Zephyr. */
interface Purposes {
  readonly tests: boolean;
  readonly zephyr: boolean;
}

export interface SetupOptions extends Partial<SetupContext>, Partial<Purposes> {}

/**
 * Brings everything onto this machine that a build and a run of the firmware need. Does nothing where that is there already, which
 * takes about 100 ms to find out.
 *
 * @throws HarnessError what failed, why, and what to do; exit code 69
 */
export async function ensureSetup({ tests = false, zephyr = false, ...given }: SetupOptions = {}): Promise<void> {
  const context: SetupContext = { ...defaultContext(), progress: terminalProgress(), ...given };
  const purposes: Purposes = { tests, zephyr };
  const key = [context.root, context.env.PATH, tests, zephyr].join("\0");
  if (complete.has(key)) {
    return;
  }
  await explained(async () => {
    if (!(await isComplete(context, purposes))) {
      const lock = join(context.root, "build", "setup.lock");
      await withLock(lock, { onWait: context.progress.say, signal: context.signal }, () => setUp(context, purposes));
    }
  });
  complete.add(key);
}

/** What this process has found complete: it is not looked at again. */
const complete = new Set<string>();

async function isComplete(context: SetupContext, purposes: Purposes): Promise<boolean> {
  const needed = await Promise.all(stepsFor(purposes).map(({ step }) => step.isNeeded(context)));
  return !needed.includes(true) && (await findMissing(always(purposes.tests), context)).length === 0;
}

async function setUp(context: SetupContext, purposes: Purposes): Promise<void> {
  const { tests } = purposes;
  const due = [];
  for (const each of stepsFor(purposes)) {
    if (await each.step.isNeeded(context)) {
      due.push(each);
    }
  }
  const missing = await findMissing([...always(tests), ...due.map(({ tool }) => tool)], context);
  if (missing.length > 0) {
    // All at once, so that nobody has to type a command for `npm start` and another one for `npm test`.
    await installTools(await findMissing([...always(true), ...due.map(({ tool }) => tool)], context), context);
  }
  for (const { step } of due) {
    await context.progress.during(step.title, (detail) => step.run(context, detail));
  }
}

/** The tools that are needed whatever there is to do. */
function always(tests: boolean): Tool[] {
  const { compiler, newlib, qemu, cmake, ninja, hostCompiler } = tools;
  return [compiler, newlib, qemu, cmake, ninja, ...(tests ? [hostCompiler] : [])];
}
