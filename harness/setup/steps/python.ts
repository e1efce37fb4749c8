import { existsSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../../base/command.js";
import { contentsOf } from "../../base/look.ts";
import { hashInputs, isStamped, writeStamp } from "../../base/stamp.js";
import { requirePath, tools } from "../checks/index.ts";
import { logFile, placesOf } from "../context.ts";
import type { Step } from "./step.ts";

/** A virtual environment for Python in `build/`, with the packages that a file pins. */
interface Environment {
  readonly title: string;
  /** Its folder's name. */
  readonly folder: string;
  /** The file beside `requirements.txt`. */
  readonly requirements: string;
}

const kconfig: Environment = {
  title: "Kconfig and clang-format (pip, into build/venv)",
  folder: "venv",
  requirements: "requirements.txt",
};

const zephyr: Environment = {
  title: "West and Zephyr's Python packages (pip, into build/zephyr-venv)",
  folder: "zephyr-venv",
  requirements: "requirements-zephyr.txt",
};

/** The Python that has kconfiglib. */
export function venvPython(root: string): string {
  return pythonOf(root, kconfig);
}

/** The Python that has west, and what Zephyr's own scripts import. */
export function zephyrPython(root: string): string {
  return pythonOf(root, zephyr);
}

/** `build/venv/`: Kconfig's Python package and clang-format, as requirements.txt pins them. */
export const python: Step = environmentStep(kconfig);

/** `build/zephyr-venv/`: what a build with Zephyr needs, as requirements-zephyr.txt pins it. */
export const zephyrPackages: Step = environmentStep(zephyr);

function environmentStep(environment: Environment): Step {
  return {
    title: environment.title,

    async isNeeded({ root }) {
      return (
        !isStamped(stamp(root, environment), inputs(root, environment)) || !existsSync(pythonOf(root, environment))
      );
    },

    async run(context, detail) {
      const { root, env, signal } = context;
      const venv = folderOf(root, environment);
      const options = { cwd: root, env: { ...env, PYTHONNOUSERSITE: "1" }, signal, onLine: detail };
      await runCommand(await requirePath(tools.python, context), ["-m", "venv", "--clear", venv], {
        ...options,
        title: "Making a virtual environment for Python",
        log: logFile(context, environment.folder),
      });
      const install = ["-m", "pip", "install", ...pipOptions, "--requirement", requirements(root, environment)];
      await runCommand(pythonOf(root, environment), install, {
        ...options,
        title: "Installing Python packages with pip",
        log: logFile(context, `${environment.folder}-pip`),
      });
      writeStamp(stamp(root, environment), inputs(root, environment));
    },
  };
}

const pipOptions = [
  "--disable-pip-version-check",
  "--no-input",
  "--no-deps",
  "--only-binary=:all:",
  "--require-hashes",
];

function folderOf(root: string, { folder }: Environment): string {
  return join(placesOf(root).build, folder);
}

function pythonOf(root: string, environment: Environment): string {
  return join(folderOf(root, environment), "bin", "python3");
}

function requirements(root: string, environment: Environment): string {
  return join(root, "harness", "setup", environment.requirements);
}

function stamp(root: string, environment: Environment): string {
  return join(folderOf(root, environment), ".stamp");
}

/** A virtual environment cannot be moved: where it is counts too. */
function inputs(root: string, environment: Environment): string {
  const contents = contentsOf(requirements(root, environment)) ?? "";
  return hashInputs({ facts: [contents, folderOf(root, environment)] });
}
