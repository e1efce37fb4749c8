import type { TimeProfile } from "../../../harness/base/choices.ts";
import { loadBoard } from "../../../harness/boards/load.ts";
import { ensureFirmware } from "../../../harness/build/firmware.ts";
import { type BootOptions, checkOptions } from "../../../harness/device/options.ts";
import type { Machine } from "../../../harness/machine/machine.ts";
import { findQemu } from "../../../harness/machine/qemu/locate.ts";
import { startQemu } from "../../../harness/machine/qemu/machine.ts";
import { Pty } from "./pty.ts";

/**
 * A board that is none: QEMU with its console on a pseudo-terminal, and with a network of its own that has a DHCP server. What is
 * flashed onto it runs, as on a board, until the next flash.
 */
export class QemuBoard implements AsyncDisposable {
  readonly #pty: Pty;
  readonly #start: (image: Uint8Array) => Promise<Machine>;
  #machine: Machine | undefined;

  private constructor(pty: Pty, start: (image: Uint8Array) => Promise<Machine>) {
    this.#pty = pty;
    this.#start = start;
  }

  /** @param time how its clock goes: a board's own is real, which a busy machine is too slow for now and then */
  static async create(time: TimeProfile): Promise<QemuBoard> {
    const choices = checkOptions({});
    const board = loadBoard(choices.board);
    const { elf } = await ensureFirmware(choices);
    const { path } = await findQemu();
    const start = (image: Uint8Array) =>
      startQemu({
        qemu: path,
        board,
        firmware: elf,
        image,
        time,
        extra: ["-nic", `user,model=${board.network?.model}`],
      });
    return new QemuBoard(await Pty.open(), start);
  }

  /** How a program is run on it. */
  get options(): BootOptions {
    return { port: this.#pty.path, flash: (image) => this.#flash(image) };
  }

  async #flash(image: Uint8Array): Promise<void> {
    await this.#machine?.control.quit();
    const machine = await this.#start(image);
    this.#machine = machine;
    this.#pty.output.removeAllListeners("data").on("data", (bytes: Buffer) => machine.console.write(bytes));
    void this.#copy(machine);
    await machine.control.resume();
  }

  async #copy({ console }: Machine): Promise<void> {
    for await (const chunk of console) {
      this.#pty.print(chunk);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#machine?.control.quit();
    await this.#pty.unplug();
  }
}
