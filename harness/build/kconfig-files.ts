import { join } from "node:path";
import { root } from "../base/paths.js";

/** The files with the firmware's own Kconfig options, whichever kernel it has. */
export const kconfigFiles: readonly string[] = [
  "Kconfig",
  "core/Kconfig.aio",
  "ports/zephyr/Kconfig.devicetree",
  "ports/zephyr/fixes/Kconfig",
].map((file) => join(root, "firmware", file));
