import { existsSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../../bootstrap/command.js";
import { hashInputs, isStamped, writeStamp } from "../../bootstrap/stamp.js";
import { requirePath, tools } from "../checks/index.ts";
import { logFile } from "../context.ts";
import type { Step } from "./step.ts";

/** The Python that has kconfiglib. */
export function venvPython(root: string): string {
  return join(root, "build", "venv", "bin", "python3");
}

/** `build/venv/`: Kconfig's Python package and clang-format, as requirements.txt pins them. */
export const python: Step = {
  title: "Kconfig and clang-format (pip, into build/venv)",

  async isNeeded({ root }) {
    return !isStamped(stamp(root), inputs(root)) || !existsSync(venvPython(root));
  },

  async run(context, detail) {
    const { root, env, signal } = context;
    const venv = join(root, "build", "venv");
    const options = { cwd: root, env: { ...env, PYTHONNOUSERSITE: "1" }, signal, onLine: detail };
    await runCommand(await requirePath(tools.python, context), ["-m", "venv", "--clear", venv], {
      ...options,
      title: "Making a virtual environment for Python",
      log: logFile(context, "venv"),
    });
    await runCommand(venvPython(root), ["-m", "pip", "install", ...pipOptions, "--requirement", requirements(root)], {
      ...options,
      title: "Installing Kconfig with pip",
      log: logFile(context, "pip"),
    });
    writeStamp(stamp(root), inputs(root));
  },
};

const pipOptions = [
  "--disable-pip-version-check",
  "--no-input",
  "--no-deps",
  "--only-binary=:all:",
  "--require-hashes",
];

function requirements(root: string): string {
  return join(root, "harness", "setup", "requirements.txt");
}

function stamp(root: string): string {
  return join(root, "build", "venv", ".stamp");
}

/** A virtual environment cannot be moved: where it is counts too. */
function inputs(root: string): string {
  return hashInputs({ files: [requirements(root)], facts: [root] });
}
