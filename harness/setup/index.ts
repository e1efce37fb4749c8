import { join } from "node:path";
import { withLock } from "../bootstrap/lock.js";
import { type Tool, tools } from "./checks/index.ts";
import { defaultContext, type SetupContext } from "./context.ts";
import { explained } from "./explained.ts";
import { terminalProgress } from "./progress.ts";
import { python } from "./steps/python.ts";
import { sources } from "./steps/sources.ts";
import { findMissing, installTools } from "./steps/tools.ts";

/** What a set-up is for: running programs, or this project's own tests as well. */
export interface SetupOptions extends Partial<SetupContext> {
  readonly tests?: boolean;
}

/**
 * Brings everything onto this machine that a build and a run of the firmware need. Does nothing where that is there already, which
 * takes about 100 ms to find out.
 *
 * @throws HarnessError what failed, why, and what to do; exit code 69
 */
export async function ensureSetup({ tests = false, ...given }: SetupOptions = {}): Promise<void> {
  const context: SetupContext = { ...defaultContext(), progress: terminalProgress(), ...given };
  const key = `${context.root}\0${context.env.PATH}\0${tests}`;
  if (complete.has(key)) {
    return;
  }
  await explained(async () => {
    if (!(await isComplete(context, tests))) {
      const lock = join(context.root, "build", "setup.lock");
      await withLock(lock, { onWait: context.progress.say, signal: context.signal }, () => setUp(context, tests));
    }
  });
  complete.add(key);
}

/** What this process has found complete: it is not looked at again. */
const complete = new Set<string>();

async function isComplete(context: SetupContext, tests: boolean): Promise<boolean> {
  const needed = await Promise.all([sources, python].map((step) => step.isNeeded(context)));
  return !needed.includes(true) && (await findMissing(always(tests), context)).length === 0;
}

async function setUp(context: SetupContext, tests: boolean): Promise<void> {
  const steps = [
    { step: sources, tool: tools.cargo },
    { step: python, tool: tools.python },
  ];
  const due = [];
  for (const each of steps) {
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
