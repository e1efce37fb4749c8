import type { Duplex } from "node:stream";
import { execa } from "execa";
import { findQemu } from "../../qemu/locate.ts";
import { dieWithParent } from "../../qemu/process.ts";
import { Qmp } from "../../qemu/qmp.ts";
import { dhcpStart, subnet } from "../addresses.ts";
import { NetworkError } from "../error.ts";

/** The network backend's name, for `hostfwd_add`. */
export const backend = "user";

/** Descriptors of the process. */
const descriptors = { qmp: 3, frames: 4 } as const;

/** A QEMU without a machine that joins the host to a stream of frames. */
export interface GatewayProcess {
  readonly qmp: Qmp;
  /** QEMU's end of the virtual network's port. */
  readonly frames: Duplex;
  /** Resolves when the process is gone, with one line that says how. */
  readonly ended: Promise<string>;
  kill(): void;
}

/**
 * Starts the gateway: `-netdev user` and a stream of frames on one hub. It dies with this process, and has neither a display nor
 * a file.
 *
 * @throws NetworkError it could not be started
 */
export async function startGateway(qemu?: string): Promise<GatewayProcess> {
  const { path } = await findQemu(qemu);
  const [file, ...args] = [...dieWithParent(), path, ...gatewayArguments()] as [string, ...string[]];
  const stdio = ["ignore", "ignore", "pipe", "pipe", "pipe"] as const;
  const child = execa(file, args, { stdio, buffer: false, reject: false, cleanup: true });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-4096);
  });
  const ended = child.then(({ exitCode, signal, shortMessage }) => {
    const how = exitCode === undefined ? (signal ?? shortMessage ?? "unknown") : `code ${exitCode}`;
    return `QEMU ended (${how})${lastWords(said)}`;
  });
  const frames = child.stdio[descriptors.frames] as unknown as Duplex | undefined;
  if (frames === undefined) {
    throw new NetworkError(`cannot start the gateway of the virtual network: ${await ended}`, "EIO");
  }
  const qmp = new Qmp(child.stdio[descriptors.qmp] as unknown as Duplex);
  return { qmp, frames, ended, kill: () => child.kill("SIGKILL") };
}

function gatewayArguments(): string[] {
  return [
    ...["-machine", "none", "-nodefaults", "-no-user-config", "-display", "none"],
    ...["-chardev", `socket,id=qmp,fd=${descriptors.qmp}`, "-mon", "chardev=qmp,mode=control"],
    ...["-netdev", `user,id=${backend},net=${subnet.prefix}.0/24,dhcpstart=${dhcpStart},ipv6=off`],
    ...["-netdev", `stream,id=frames,server=off,addr.type=fd,addr.str=${descriptors.frames}`],
    ...["-netdev", `hubport,id=h0,hubid=0,netdev=${backend}`, "-netdev", "hubport,id=h1,hubid=0,netdev=frames"],
  ];
}

function lastWords(said: string): string {
  // A hub without a network card is what a gateway is.
  const lines = said.split("\n").filter((line) => line.trim() !== "" && !line.includes("with no nics"));
  return lines.length === 0 ? "" : `: ${lines.at(-1)}`;
}
