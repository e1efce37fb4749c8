import { join } from "node:path";
import { root } from "../../../harness/base/paths.js";
import type { Workspace } from "../../../harness/zephyr/index.ts";
import { buildApplication } from "./build-application.ts";

/** Builds `examples/zephyr` as its README has it. Returns the build folder. */
export async function buildSample(workspace: Workspace): Promise<string> {
  const dir = join(root, "build", "zephyr-sample");
  await buildApplication(workspace, { source: join(root, "examples", "zephyr"), dir, name: "zephyr-sample" });
  return dir;
}
