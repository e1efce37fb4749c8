/**
 * Stands for `openocd`, `pyocd`, `JLinkExe` and `STM32_Programmer_CLI`: notes what it was asked in FAKE_TOOL_LOG and writes the
 * output that outputs/ has for FAKE_TOOL_SCENARIO. There, `%wait` waits until it is ended, `%stay` does not care, `%kill` is a crash. Those named `ok`
 * end with 0.
 */
import { appendFileSync, readFileSync, writeSync } from "node:fs";

const { FAKE_TOOL_NAME: tool = "", FAKE_TOOL_SCENARIO: scenario = "ok", FAKE_TOOL_LOG: log = "" } = process.env;
const runners = new Map([
  ["JLinkExe", "jlink"],
  ["STM32_Programmer_CLI", "stm32cubeprogrammer"],
]);
const name = runners.get(tool) ?? tool;
const args = process.argv.slice(2);

/** @param {string} text @param {RegExp} pattern */
const all = (text, pattern) => [...text.matchAll(pattern)].map(([found]) => found);
const script = all(args.join(" "), /\S+\.jlink/g).map((file) => readFileSync(file, "utf8"));
const hexFile = all([...args, ...script].join(" "), /[^\s"]+\.hex/g).at(-1);
const hex = hexFile === undefined ? undefined : readFileSync(hexFile, "utf8");
appendFileSync(log, `${JSON.stringify({ name, pid: process.pid, args, script, hex })}\n`);

const output = readFileSync(new URL(`outputs/${name}-${scenario}.txt`, import.meta.url), "utf8");
const [text = "", doing] = output.split(/(%wait|%stay|%kill)/);
writeSync(name === "openocd" ? 2 : 1, text);
if (doing === "%wait") {
  // A timer keeps the process; SIGTERM ends it as it ends the tools.
  setInterval(() => {}, 2 ** 30);
} else if (doing === "%stay") {
  process.on("SIGTERM", () => {});
  setInterval(() => {}, 2 ** 30);
} else if (doing === "%kill") {
  process.kill(process.pid, "SIGKILL");
} else {
  process.exitCode = scenario.startsWith("ok") ? 0 : 1;
}
