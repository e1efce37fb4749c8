import { readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";

/** What runs of this process left behind: processes that are its descendants, and files with its name. Empty is clean. */
export function leftovers(): string[] {
  return [...processes(), ...files()];
}

function processes(): string[] {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      const stat = contents(`/proc/${pid}/stat`);
      const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return stat === "" || state === "Z" ? [] : [{ pid, parent, command: contents(`/proc/${pid}/cmdline`) }];
    });
  return all
    .filter(({ parent, command }) => parent === String(process.pid) && command.includes("qemu"))
    .map(({ pid, command }) => `process ${pid}: ${command.replaceAll("\0", " ")}`);
}

function files(): string[] {
  const ours = new RegExp(`^async-io-${process.pid}-`);
  return readdirSync(tmpdir()).filter((name) => ours.test(name));
}

function contents(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
