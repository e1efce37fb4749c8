import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { version } from "../base/version.ts";
import { findQemu } from "../machine/qemu/locate.ts";
import type { DeviceRecorder } from "./device-recorder.ts";

/** What everything ran on: one line each. */
export async function hostVersions(recorders: readonly DeviceRecorder[]): Promise<string[]> {
  const paths = new Set(recorders.map(({ info }) => info?.commandLine?.[0]).filter((path) => path !== undefined));
  const qemus = await Promise.all([...paths].map((path) => findQemu(path).catch(() => undefined)));
  return [
    `async-io-ts ${version()}`,
    `Node.js ${process.version.slice(1)} (${process.platform} ${process.arch})`,
    ...qemus.map((qemu) => (qemu === undefined ? "QEMU of unknown version" : `QEMU ${qemu.version}`)),
  ];
}

/** A firmware: its hash, and the compiler that it says it was built by. */
export async function describeFirmware(elf: string): Promise<string[]> {
  const contents = await readFile(elf).catch(() => undefined);
  if (contents === undefined) {
    return [`${elf} (it cannot be read)`];
  }
  const [compiler] = /GCC: [^\0]+|clang version [^\0]+/.exec(contents.toString("latin1")) ?? ["unknown"];
  return [elf, `sha256 ${createHash("sha256").update(contents).digest("hex")}`, `compiler ${compiler}`];
}
