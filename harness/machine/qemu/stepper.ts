import type { Duplex } from "node:stream";
import { Elf } from "../../base/elf.ts";
import type { LoggedFrame, Stepper } from "../stepper.ts";
import { type BoardClock, clockOf, nanoseconds } from "./board-clock.ts";
import { FrameLog } from "./frame-log.ts";
import { Gate } from "./gate.ts";
import { GdbStub } from "./gdb-stub.ts";
import { findIdlePoint, type IdlePoint } from "./idle-point.ts";
import { kernelClock, type ReadCycles } from "./kernel-clock.ts";
import type { Qmp } from "./qmp.ts";

export interface StepperOptions {
  /** QEMU's name of the machine. */
  machine: string;
  firmware: string;
  qmp: Qmp;
  /** The connection to its GDB stub. */
  gdb: Duplex;
  /** Where frames for it are written. What comes from there is not needed: the log has it, with its instants. */
  cable: Duplex;
  /** A descriptor of the frame log. */
  log: number;
}

/** A machine in QEMU that is paused before its first instruction. */
export class QemuStepper implements Stepper {
  now = 0;
  alarm = 0;
  clockStart = 0;
  readonly #idle: IdlePoint;
  readonly #clock: BoardClock;
  readonly #readCycles: ReadCycles | undefined;
  readonly #stub: GdbStub;
  readonly #log: FrameLog;
  readonly #gate: Gate;
  readonly #qmp: Qmp;
  #isPrepared = false;
  #stops = 0;

  private constructor({ machine, qmp, gdb, cable, log }: StepperOptions, elf: Elf) {
    this.#idle = findIdlePoint(elf);
    this.#clock = clockOf(machine);
    this.#readCycles = kernelClock(elf, this.#clock.timers);
    this.#stub = new GdbStub(gdb);
    this.#log = new FrameLog(log);
    this.#gate = new Gate(cable, this.#stub, this.#log);
    this.#qmp = qmp;
    cable.resume();
  }

  /**
   * @throws TimeError `ENOTSUP` the firmware cannot be stopped where it idles
   * @throws UsageError `ENOTSUP` the machine's clock is not known
   */
  static async create(options: StepperOptions): Promise<QemuStepper> {
    return new QemuStepper(options, await Elf.read(options.firmware));
  }

  get takesFrames(): boolean {
    return this.#gate.isDue(this.now);
  }

  async run(until: number, packets: readonly Buffer[]): Promise<readonly LoggedFrame[]> {
    await this.#prepare();
    if (packets.length > 0) {
      await this.#gate.fill(packets);
    }
    const commands = this.#gate.set(this.now, until);
    // An alarm to come wakes it from its sleep, and saves a stop. One that is due would be taken before it sleeps, and be slept through.
    const sleeps = this.now > 0 && this.alarm > this.now && this.alarm <= until && !this.#gate.isDue(this.now);
    await this.#stub.go(this.now === 0 ? undefined : sleeps ? this.#idle.sleep : this.#idle.address, commands);
    this.#stops++;
    const { now, alarm } = await this.#clock.read(this.#stub);
    if (this.now === 0 && this.#readCycles !== undefined) {
      this.clockStart = Math.max(0, now - nanoseconds(await this.#readCycles(this.#stub), this.#clock.frequency));
    }
    this.#gate.passed(this.now, now);
    this.now = now;
    this.alarm = alarm;
    return this.#log.read();
  }

  async instructions(): Promise<number> {
    const { icount } = (await this.#qmp.execute("query-replay")) as { icount: number };
    // Each stop is one that the firmware does not have.
    return icount - this.#stops;
  }

  async #prepare(): Promise<void> {
    if (!this.#isPrepared) {
      this.#isPrepared = true;
      for (const { address, bytes } of this.#idle.patches) {
        await this.#stub.write(address, bytes);
      }
      await this.#stub.command(`Z3,${this.#idle.watched.toString(16)},4`);
    }
  }
}
