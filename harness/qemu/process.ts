import { realpathSync } from "node:fs";
import { basename } from "node:path";
import type { Duplex } from "node:stream";
import { execa } from "execa";
import { BootError } from "../errors.ts";
import { findExecutable } from "../find-executable.ts";
import { descriptors } from "./arguments.ts";

/** A process of QEMU that has been started. */
export interface QemuProcess {
  readonly pid: number;
  readonly console: Duplex;
  readonly qmp: Duplex;
  /** Resolves when the process is gone, with one line that says how. */
  readonly ended: Promise<string>;
  kill(): void;
}

/**
 * Starts QEMU with its console and QMP on inherited sockets. It dies with this process, whatever ends that.
 *
 * @param image the descriptor of the file that becomes the device's app image
 * @throws BootError the process could not be started
 */
export function startProcess(path: string, args: readonly string[], image: number): QemuProcess {
  const [file, ...rest] = [...dieWithParent(), path, ...args] as [string, ...string[]];
  // execa passes a number on as Node does; its types know that of the first three only.
  const stdio = ["ignore", "ignore", "pipe", "pipe", "pipe", image as unknown as "pipe"] as const;
  const child = execa(file, rest, { stdio, buffer: false, reject: false, cleanup: true, stripFinalNewline: false });
  const { pid } = child;
  if (pid === undefined) {
    throw new BootError(`cannot start ${path}`, { code: "EIO" });
  }
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-4096);
  });
  const ended = child.then(({ exitCode, signal }) => {
    const how = signal === undefined ? `with code ${exitCode}` : `by ${signal}`;
    return `QEMU ended ${how}${said.trim() === "" ? "" : `: ${said.trim().split("\n").at(-1)}`}`;
  });
  return {
    pid,
    console: child.stdio[descriptors.console] as unknown as Duplex,
    qmp: child.stdio[descriptors.qmp] as unknown as Duplex,
    ended,
    kill: () => child.kill("SIGKILL"),
  };
}

/**
 * A command before the command that lets the kernel kill the child when its parent is gone, also after SIGKILL. Where there is
 * none (macOS, BusyBox), execa's cleanup covers every ending but that one.
 */
export function dieWithParent(): string[] {
  const setpriv = process.platform === "linux" ? findExecutable("setpriv") : undefined;
  return setpriv === undefined || basename(realpathSync(setpriv)).includes("busybox")
    ? []
    : [setpriv, "--pdeathsig", "KILL"];
}
