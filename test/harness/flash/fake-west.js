/**
 * Stands for west where no workspace is there: takes the command line of `west flash`, shows what the real one shows, and starts
 * the runner's tool as Zephyr's runners do.
 */
import { spawnSync } from "node:child_process";

const args = process.argv.slice(2);

/** @param {string} name */
function value(name) {
  const index = args.findIndex((arg) => arg === name || arg.startsWith(`${name}=`));
  const found = args[index];
  return found?.startsWith(`${name}=`) ? found.slice(name.length + 1) : found && args[index + 1];
}

/** @param {string} name @param {string[]} before */
function option(name, ...before) {
  const found = value(name);
  return found === undefined ? [] : [...before, found];
}

const file = value("--hex-file") ?? value("--file") ?? `${value("--build-dir")}/zephyr/zephyr.hex`;
const runner = value("--runner") ?? "";
const commands = new Map([
  ["openocd", ["openocd", ...option("--cmd-pre-init", "-c"), "-c", `flash write_image erase ${file}`]],
  ["pyocd", ["pyocd", "flash", ...option("--dev-id", "-u"), ...option("--flash-opt"), file]],
  ["jlink", ["JLinkExe", ...option("--dev-id", "-USB"), file]],
  [
    "stm32cubeprogrammer",
    ["STM32_Programmer_CLI", "--connect", "port=swd", ...option("--tool-opt"), "--download", file],
  ],
]);
const [tool = "", ...toolArgs] = commands.get(runner) ?? [];
process.stdout.write(`-- west flash: using runner ${runner}\nrunners.${runner}: ${[tool, ...toolArgs].join(" ")}\n`);
const { status, error } = spawnSync(tool, toolArgs, { stdio: ["ignore", "inherit", "inherit"] });
if (error !== undefined) {
  process.stderr.write(`FATAL ERROR: required program ${tool} not found; install it or add its location to PATH\n`);
  process.exitCode = 1;
} else if (status !== 0) {
  process.stderr.write(`FATAL ERROR: command exited with status ${status}: ${[tool, ...toolArgs].join(" ")}\n`);
  process.exitCode = 1;
}
