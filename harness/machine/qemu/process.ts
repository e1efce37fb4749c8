import { realpathSync } from "node:fs";
import { basename } from "node:path";
import type { Duplex } from "node:stream";
import { execa } from "execa";
import { BootError } from "../../base/errors.ts";
import { findExecutable } from "../../base/find-executable.ts";
import { descriptors } from "./arguments.ts";

/** A process of QEMU that has been started. */
export interface QemuProcess {
  readonly pid: number;
  readonly console: Duplex;
  readonly qmp: Duplex;
  readonly network: Duplex | undefined;
  /** Its GDB stub; undefined where it has none. */
  readonly gdb: Duplex | undefined;
  /** Resolves when the process is gone, with one line that says how. */
  readonly ended: Promise<string>;
  kill(): void;
}

export interface ProcessOptions {
  path: string;
  args: readonly string[];
  /** The descriptor of the file that becomes the device's app image. */
  image: number;
  /** Whether the device has a network card. */
  networked: boolean;
  /** The descriptor of the file that it logs frames into, where it has a GDB stub. */
  log?: number | undefined;
}

/**
 * Starts QEMU with its console, QMP and network on inherited sockets. It dies with this process, whatever ends that.
 *
 * @throws BootError the process could not be started
 */
export function startProcess({ path, args, image, networked, log }: ProcessOptions): QemuProcess {
  const [file, ...rest] = [...dieWithParent(), path, ...args] as [string, ...string[]];
  // execa passes a number on as Node does; its types know that of the first three only.
  const inherited = (descriptor: number) => descriptor as unknown as "pipe";
  const network = networked ? (["pipe"] as const) : [];
  const stepped = log === undefined ? [] : (["pipe", inherited(log)] as const);
  const stdio = ["ignore", "ignore", "pipe", "pipe", "pipe", inherited(image), ...network, ...stepped] as const;
  // The log's first instant is a local time to QEMU.
  const child = execa(file, rest, { stdio, env: { TZ: "UTC0" }, buffer: false, reject: false, cleanup: true });
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
  const stream = (descriptor: number) => (child.stdio as readonly unknown[])[descriptor] as Duplex;
  return {
    pid,
    console: stream(descriptors.console),
    qmp: stream(descriptors.qmp),
    network: networked ? stream(descriptors.network) : undefined,
    gdb: log === undefined ? undefined : stream(descriptors.gdb),
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
