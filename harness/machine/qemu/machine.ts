import type { Duplex } from "node:stream";
import { afterProgress } from "../../base/clock.ts";
import { BootError } from "../../base/errors.ts";
import { processClock, threadStates } from "../../base/process-clock.ts";
import { requirePart } from "../../boards/require.ts";
import type { Console, Control, Machine } from "../machine.ts";
import type { Stepper } from "../stepper.ts";
import { type QemuArguments, qemuArguments } from "./arguments.ts";
import { type QemuProcess, startProcess } from "./process.ts";
import { Qmp } from "./qmp.ts";
import { QemuStepper } from "./stepper.ts";
import { unnamedFile } from "./unnamed-file.ts";

export interface QemuOptions extends QemuArguments {
  /** The path of QEMU. */
  qemu: string;
  /** What the loader puts at the board's image address. */
  image: Uint8Array;
  /** Takes the device's end of its network cable. */
  join?: ((stream: Duplex) => void) | undefined;
}

/** How long QEMU may take to answer on QMP after it was started, and to end after it was told to. In milliseconds. */
const patience = { start: 20_000, quit: 2_000 };

/**
 * Starts QEMU, paused before the device's first instruction.
 *
 * @throws BootError QEMU ended, or did not speak QMP; the message has QEMU's own words
 */
export async function startQemu({ qemu, image, join, ...options }: QemuOptions): Promise<Machine> {
  const stepped = options.stepped !== undefined;
  const [file, log] = await Promise.all([unnamedFile(image), stepped ? unnamedFile(Buffer.alloc(0)) : undefined]);
  const args = qemuArguments(options);
  let child: QemuProcess;
  let qmp: Qmp;
  try {
    child = startProcess({
      path: qemu,
      args,
      image: file.fd,
      networked: options.netdevArgs !== undefined,
      log: log?.fd,
    });
    // Before anything is waited for: from its next turn on, execa throws away what comes on a descriptor that nobody reads.
    qmp = new Qmp(child.qmp);
    if (child.network !== undefined && !stepped) {
      join?.(child.network);
    }
  } catch (error) {
    await log?.close();
    throw error;
  } finally {
    await file.close();
  }
  void child.ended.then(() => log?.close());
  try {
    await Promise.race([answered(qmp, child.pid), child.ended.then((how) => Promise.reject(new BootError(how)))]);
  } catch (error) {
    child.kill();
    const how = await child.ended;
    const reason = error instanceof BootError || /by SIGKILL$/.test(how) ? (error as Error).message : how;
    const code = error instanceof BootError ? error.code : "EIO";
    throw new BootError(`cannot start the device in ${qemu}: ${reason}`, { code, cause: error });
  }
  const stepper = log && (await stepperOf(qmp, child, log.fd, options));
  return {
    console: consoleOf(child),
    control: controlOf(qmp, child),
    ...(stepper !== undefined && { stepper }),
    clock: processClock(`/proc/${child.pid}`),
    ended: child.ended,
    commandLine: [qemu, ...args],
  };
}

async function stepperOf(
  qmp: Qmp,
  { gdb, network, kill }: QemuProcess,
  log: number,
  { board, firmware }: QemuArguments,
): Promise<Stepper> {
  try {
    if (gdb === undefined || network === undefined) {
      throw new BootError("time can be told to go on only where a device has a network card", { code: "ENOTSUP" });
    }
    return await QemuStepper.create({
      machine: requirePart(board, "qemu").machine,
      firmware,
      qmp,
      gdb,
      cable: network,
      log,
    });
  } catch (error) {
    kill();
    throw error;
  }
}

/**
 * Waits until QEMU speaks QMP.
 *
 * @throws BootError `ETIMEDOUT` it does not; the message says what its threads do instead
 */
async function answered(qmp: Qmp, pid: number): Promise<void> {
  const folder = `/proc/${pid}`;
  let cancel = () => {};
  const late = new Promise<never>((_resolve, reject) => {
    cancel = afterProgress(processClock(folder), patience.start, () => {
      const message = `QEMU did not answer within ${patience.start / 1000} s: ${qmp.traffic}${threadStates(folder)}`;
      reject(new BootError(message, { code: "ETIMEDOUT" }));
    });
  });
  try {
    await Promise.race([qmp.open(), late]);
  } finally {
    cancel();
  }
}

function consoleOf({ console }: QemuProcess): Console {
  console.on("error", () => {});
  return {
    write: (bytes) => console.write(bytes),
    async *[Symbol.asyncIterator]() {
      try {
        yield* console;
      } catch {
        // The socket was reset with QEMU; how QEMU ended is told by the process.
      }
    },
  };
}

function controlOf(qmp: Qmp, child: QemuProcess): Control {
  const registers = async () => {
    const answer = String(await qmp.execute("human-monitor-command", { "command-line": "info registers" }));
    const value = (name: string) =>
      Number.parseInt(new RegExp(`\\b${name}=([0-9a-f]{8})\\b`).exec(answer)?.[1] ?? "", 16);
    const [sp, lr, pc] = [value("R13"), value("R14"), value("R15")];
    const others = ["R04", "R05", "R06", "R07", "R08", "R09", "R10", "R11"].map(value);
    return [sp, lr, pc].some(Number.isNaN) ? undefined : { sp, lr, pc, others };
  };
  return {
    resume: async () => void (await qmp.execute("cont")),
    pause: async () => void (await qmp.execute("stop")),
    registers,
    programCounter: async () => (await registers())?.pc,
    readMemory: async (address, length) => {
      const answer = await qmp.execute("human-monitor-command", { "command-line": `xp /${length}xb ${address}` });
      const bytes = String(answer).matchAll(/\b0x([\da-f]{2})\b/g);
      return Buffer.from(Array.from(bytes, ([, digits = ""]) => digits).join(""), "hex");
    },
    setLink: async (name, up) => void (await qmp.execute("set_link", { name, up })),
    quit: async () => {
      qmp.execute("quit").catch(child.kill);
      const late = setTimeout(child.kill, patience.quit);
      await child.ended;
      clearTimeout(late);
    },
  };
}
