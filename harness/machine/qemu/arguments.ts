import type { TimeProfile } from "../../base/choices.ts";
import type { Board } from "../../boards/board.ts";
import { requirePart } from "../../boards/require.ts";
import { logBase } from "./frame-log.ts";
import { gateArguments } from "./gate.ts";

/** The descriptors that QEMU is started with, beside the standard ones. */
export const descriptors = { console: 3, qmp: 4, image: 5, network: 6, gdb: 7, log: 8 } as const;

export interface QemuArguments {
  board: Board;
  /** The firmware's ELF file. */
  firmware: string;
  time: TimeProfile;
  /** The network card's arguments; undefined for a device on no network. */
  netdevArgs?: readonly string[] | undefined;
  /** The name of its backend, where the machine's time is told to go on step by step. */
  stepped?: string | undefined;
  /** What the user adds. */
  extra?: readonly string[] | undefined;
}

/**
 * QEMU's command line. Console, QMP and network are sockets that it inherits, and the image is a file without a name: a run leaves
 * nothing on disk, however it ends. QEMU starts paused, so that no output is lost.
 *
 * @throws UsageError `ENOTSUP`: QEMU does not have this board
 */
export function qemuArguments({
  board,
  firmware,
  time,
  netdevArgs = [],
  stepped,
  extra = [],
}: QemuArguments): string[] {
  const { console, qmp, image } = descriptors;
  const { machine } = requirePart(board, "qemu");
  return [
    ...["-machine", machine, "-display", "none", "-nodefaults", "-no-user-config", "-S"],
    ...["-chardev", `socket,id=console,fd=${console}`, "-serial", "chardev:console"],
    ...["-chardev", `socket,id=qmp,fd=${qmp}`, "-mon", "chardev=qmp,mode=control"],
    ...["-kernel", firmware],
    ...["-device", `loader,file=/dev/fd/${image},addr=0x${board.image.address.toString(16)},force-raw=on`],
    ...netdevArgs,
    ...(time === "virtual" ? virtualTime : []),
    ...(stepped === undefined ? [] : stepArguments(stepped)),
    ...extra,
  ];
}

/** 32 ns an instruction, about what a Cortex-M3 at 25 MHz does; idle time is skipped. */
const virtualTime = ["-icount", "shift=5,align=off,sleep=off", "-rtc", `clock=vm,base=${logBase.date}`];

function stepArguments(netdev: string): string[] {
  const { gdb, log } = descriptors;
  return ["-chardev", `socket,id=gdb,fd=${gdb}`, "-gdb", "chardev:gdb", ...gateArguments(netdev, log)];
}
