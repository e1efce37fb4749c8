import { join } from "node:path";
import { isInstalledAt } from "../base/installed.ts";
import { withLock } from "../base/lock.js";
import { terminalProgress } from "../base/progress.ts";
import { type Tool, tools } from "./checks/index.ts";
import { defaultContext, placesOf, type SetupContext } from "./context.ts";
import { explained } from "./explained.ts";
import { stepsFor } from "./steps/index.ts";
import { findMissing, installTools } from "./steps/tools.ts";

/** What a set-up is for. */
interface Purposes {
  /** Runs in QEMU. Default `true`. */
  readonly qemu: boolean;
  /** Builds of the firmware. Default `true`. */
  readonly build: boolean;
  /** Builds with Zephyr. Default `false`. */
  readonly zephyr: boolean;
  /** This project's own tests. Default `false`. */
  readonly tests: boolean;
}

export interface SetupOptions extends Partial<SetupContext>, Partial<Purposes> {}

/**
 * Brings everything onto this machine that a build and a run of the firmware need, or what one of them needs. Does nothing where that
 * is there already, which takes about 100 ms to find out.
 *
 * @throws HarnessError what failed, why, and what to do; exit code 69
 */
export async function ensureSetup({
  qemu = true,
  build = true,
  zephyr = false,
  tests = false,
  ...given
}: SetupOptions = {}): Promise<void> {
  const context: SetupContext = { ...defaultContext(), progress: terminalProgress(), ...given };
  const purposes: Purposes = { qemu, build, zephyr, tests };
  const key = [context.root, context.env.PATH, ...Object.values(purposes)].join("\0");
  if (complete.has(key)) {
    return;
  }
  await explained(async () => {
    if (!(await isComplete(context, purposes))) {
      const lock = join(placesOf(context.root).build, "setup.lock");
      await withLock(lock, { onWait: context.progress.say, signal: context.signal }, () => setUp(context, purposes));
    }
  });
  complete.add(key);
}

/** What this process has found complete: it is not looked at again. */
const complete = new Set<string>();

async function isComplete(context: SetupContext, purposes: Purposes): Promise<boolean> {
  const needed = await Promise.all(stepsFor(purposes).map(({ step }) => step.isNeeded(context)));
  return !needed.includes(true) && (await findMissing(always(purposes), context)).length === 0;
}

async function setUp(context: SetupContext, purposes: Purposes): Promise<void> {
  const due = [];
  for (const each of stepsFor(purposes)) {
    if (await each.step.isNeeded(context)) {
      due.push(each);
    }
  }
  const missing = await findMissing([...always(purposes), ...due.map(({ tool }) => tool)], context);
  if (missing.length > 0) {
    // All at once, so that nobody has to type a command for `npm start` and another one for `npm test`.
    const all =
      purposes.build && purposes.qemu && !isInstalledAt(context.root) ? { ...purposes, tests: true } : purposes;
    await installTools(await findMissing([...always(all), ...due.map(({ tool }) => tool)], context), context);
  }
  for (const { step } of due) {
    await context.progress.during(step.title, (detail) => step.run(context, detail));
  }
}

/** The tools that are needed whatever there is to fetch. */
function always({ qemu, build, tests }: Purposes): Tool[] {
  return [
    ...(build ? [tools.compiler, tools.newlib] : []),
    ...(qemu ? [tools.qemu] : []),
    ...(build ? [tools.cmake, tools.ninja] : []),
    ...(tests ? [tools.hostCompiler] : []),
  ];
}
