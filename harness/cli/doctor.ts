import { isInstalledAt } from "../base/installed.ts";
import { setUpCommand } from "../base/own-command.ts";
import { terminalProgress } from "../base/progress.ts";
import { fitPackaged, packagedChoice } from "../build/packaged.ts";
import { type Finding, inspect, type Tool, tools } from "../setup/checks/index.ts";
import { defaultContext, type SetupContext } from "../setup/context.ts";
import { adviseInstall } from "../setup/steps/advice.ts";
import { type StepWithTool, stepsFor } from "../setup/steps/index.ts";

/** What something is needed for: each run in QEMU, a build of the firmware, or tests in C and `--release`. */
export type Need = "run" | "build" | "host-c";

/** What `async-io doctor` says about one thing. Where `problem` is undefined, all is well. */
export interface Diagnosis {
  readonly name: string;
  readonly purpose: string;
  readonly neededFor: Need;
  /** Whether this installation cannot do without: a package contains a firmware, a checkout has to build one. */
  readonly required: boolean;
  readonly path?: string;
  /** The version that was found. */
  readonly found?: string;
  /** The oldest version that will do. */
  readonly minimum?: string;
  readonly problem?: string;
}

/** What to do about all problems. */
export interface Remedy {
  /** Installs the system packages of missing tools. Missing where no tool is, and where this system's package names are not known. */
  readonly packages?: string;
  /** Fetches everything else. */
  readonly setUp: string;
}

/** What `async-io doctor --json` prints. A later version only adds fields, or has another number. */
export interface Diagnoses {
  readonly version: 1;
  /** Whether everything that is required is there: exit code 0, and 69 otherwise. */
  readonly ok: boolean;
  /** This package, and whether npm installed it. */
  readonly package: { readonly folder: string; readonly kind: "checkout" | "installed" };
  readonly diagnoses: readonly Diagnosis[];
  /** Missing where there is no problem. */
  readonly remedy?: Remedy;
}

/** Looks at everything that a build and a run need, and changes nothing. */
export async function diagnose(given: Partial<SetupContext> = {}): Promise<Diagnoses> {
  const context: SetupContext = { ...defaultContext(), progress: terminalProgress(), ...given };
  const isInstalled = isInstalledAt(context.root);
  const hasFirmware = fitPackaged(packagedChoice) !== undefined;
  const requires = (need: Need) => need === "run" || (need === "build" ? !hasFirmware : !isInstalled);
  const due = await findDue(context);
  const inspected = await Promise.all(Object.values(tools).map((tool) => inspect(tool, context)));
  // A tool that fetches something may be missing once that is there, as in the Docker image.
  const done = due.filter(({ needed }) => !needed).map(({ tool }) => tool);
  const findings = inspected.filter(({ tool, problem }) => problem === undefined || !done.includes(tool));
  const diagnoses = [
    { ...ownNode, required: true },
    ...findings.map((finding) => aboutTool(finding, requires(needOf(finding.tool)))),
    ...due.map(({ step, needed }) => ({
      name: step.title,
      purpose: "is fetched by the set-up",
      neededFor: "build" as const,
      required: requires("build"),
      ...(needed ? { problem: "not set up yet" } : {}),
    })),
  ];
  const missing = findings.filter(({ problem }) => problem !== undefined);
  const packages = missing.length > 0 ? await adviseInstall(missing, context) : undefined;
  return {
    version: 1,
    ok: diagnoses.every(({ problem, required }) => problem === undefined || !required),
    package: { folder: context.root, kind: isInstalled ? "installed" : "checkout" },
    diagnoses,
    ...(diagnoses.some(({ problem }) => problem !== undefined) && {
      remedy: { ...(packages !== undefined && { packages }), setUp: setUpCommand({ root: context.root }) },
    }),
  };
}

const ownNode = {
  name: "node",
  purpose: "runs the harness",
  neededFor: "run",
  path: process.execPath,
  found: process.versions.node,
  minimum: "20.19",
} as const;

async function findDue(context: SetupContext): Promise<readonly (StepWithTool & { readonly needed: boolean })[]> {
  const steps = stepsFor({ build: true, zephyr: false });
  return Promise.all(steps.map(async (each) => ({ ...each, needed: await each.step.isNeeded(context) })));
}

function needOf(tool: Tool): Need {
  return tool === tools.qemu ? "run" : tool === tools.hostCompiler ? "host-c" : "build";
}

function aboutTool({ tool, path, version, problem }: Finding, required: boolean): Diagnosis {
  return {
    name: tool.name,
    purpose: tool.purpose,
    neededFor: needOf(tool),
    required,
    ...(path !== undefined && { path }),
    ...(version !== undefined && { found: version }),
    ...(tool.minimum !== undefined && { minimum: tool.minimum }),
    ...(problem !== undefined && { problem }),
  };
}
