import { type Tool, tools } from "../checks/index.ts";
import { python, zephyrPackages } from "./python.ts";
import { sources } from "./sources.ts";
import type { Step } from "./step.ts";

/** A step, and the tool that it takes. */
export interface StepWithTool {
  readonly step: Step;
  readonly tool: Tool;
}

/** What is fetched, in this order. @param build for builds @param zephyr for those with Zephyr as well */
export function stepsFor({ build, zephyr }: { readonly build: boolean; readonly zephyr: boolean }): StepWithTool[] {
  return [
    ...(build
      ? [
          { step: sources, tool: tools.cargo },
          { step: python, tool: tools.python },
        ]
      : []),
    ...(zephyr ? [{ step: zephyrPackages, tool: tools.python }] : []),
  ];
}
