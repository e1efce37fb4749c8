import { setUpCommand } from "../own-command.ts";
import { inspect, tools } from "./checks/index.ts";
import { defaultContext, type SetupContext } from "./context.ts";
import { terminalProgress } from "./progress.ts";
import { adviseInstall } from "./steps/advice.ts";
import { stepsFor } from "./steps/index.ts";

/** What `async-io doctor` says about one thing. Where `problem` is undefined, all is well. */
export interface Diagnosis {
  readonly name: string;
  readonly purpose: string;
  readonly path?: string;
  readonly found?: string;
  readonly needed?: string;
  readonly problem?: string;
}

export interface Diagnoses {
  readonly diagnoses: readonly Diagnosis[];
  /** What to do about all problems; undefined where there are none. */
  readonly remedy?: string;
}

/** Looks at everything that a build and a run need, and changes nothing. */
export async function diagnose(given: Partial<SetupContext> = {}): Promise<Diagnoses> {
  const context: SetupContext = { ...defaultContext(), progress: terminalProgress(), ...given };
  const steps = await Promise.all(
    stepsFor({ build: true, zephyr: false }).map(async ({ step, tool }) => ({
      step,
      tool,
      needed: await step.isNeeded(context),
    })),
  );
  const inspected = await Promise.all(Object.values(tools).map((tool) => inspect(tool, context)));
  // A tool that fetches something may be missing once that is there, as in the Docker image.
  const done = steps.filter(({ needed }) => !needed).map(({ tool }) => tool);
  const findings = inspected.filter(
    ({ tool, problem }) => problem === undefined || !done.some((each) => each === tool),
  );
  const missing = findings.filter(({ problem }) => problem !== undefined);
  const diagnoses: Diagnosis[] = [
    {
      name: "node",
      purpose: "runs the harness",
      found: process.versions.node,
      needed: "20.19",
      path: process.execPath,
    },
    ...findings.map(({ tool, path, version, problem }) => ({
      name: tool.name,
      purpose: tool.purpose,
      ...(path === undefined ? {} : { path }),
      ...(version === undefined ? {} : { found: version }),
      ...("minimum" in tool && tool.minimum !== undefined ? { needed: tool.minimum } : {}),
      ...(problem === undefined ? {} : { problem }),
    })),
    ...steps.map(({ step, needed }) => ({
      name: step.title,
      purpose: "is fetched by the set-up",
      ...(needed ? { problem: "not set up yet" } : {}),
    })),
  ];
  const remedy = advise(missing.length > 0 ? await adviseInstall(missing, context) : undefined, diagnoses);
  return remedy === undefined ? { diagnoses } : { diagnoses, remedy };
}

function advise(install: string | undefined, diagnoses: readonly Diagnosis[]): string | undefined {
  if (diagnoses.every(({ problem }) => problem === undefined)) {
    return undefined;
  }
  const setUp = `\`${setUpCommand()}\` sets up what is missing, and so does any run of a program`;
  return install === undefined ? `${setUp}.` : `${setUp}; its system packages are installed by:\n\n  ${install}\n`;
}
