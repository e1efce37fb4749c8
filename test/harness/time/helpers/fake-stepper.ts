import type { LoggedFrame, Stepper } from "../../../../harness/machine/stepper.ts";

/** What a machine does when it is woken. In microseconds. */
export interface Work {
  /** How long it computes. Default 0. */
  computes?: number;
  /** Its next alarm, as an instant. Default: none. */
  alarm?: number;
  /** Frames that it sends so long after it was woken, each of one byte behind an Ethernet header. */
  sends?: readonly { after: number; byte: number }[];
}

const microsecond = 1000;

/** A machine that does what a function says, with the time of QEMU's: idle, it stops at its alarm or where it may go on to. */
export class FakeStepper implements Stepper {
  now = 0;
  alarm: number;
  takesFrames = false;
  readonly clockStart = 0;
  /** What arrived, as `instant:byte` in microseconds. */
  readonly heard: string[] = [];
  readonly #wake: (instant: number, bytes: readonly number[]) => Work;
  #runs = 0;

  /** @param wake is told its instant in microseconds, and what arrived then */
  constructor(alarm: number, wake: (instant: number, bytes: readonly number[]) => Work) {
    this.alarm = alarm * microsecond;
    this.#wake = wake;
  }

  async run(until: number, packets: readonly Buffer[]): Promise<readonly LoggedFrame[]> {
    this.#runs++;
    // Others of the same round run meanwhile.
    await new Promise((resolve) => setImmediate(resolve));
    const from = this.now;
    const bytes = packets.map((packet) => packet.at(-1) ?? 0);
    this.heard.push(...bytes.map((byte) => `${from / microsecond}:${byte}`));
    let frames: LoggedFrame[] = [];
    let idle = from;
    if (bytes.length > 0 || this.alarm <= from) {
      const { computes = 0, alarm = Infinity, sends = [] } = this.#wake(from / microsecond, bytes);
      idle += computes * microsecond;
      this.alarm = alarm * microsecond;
      frames = sends.map(({ after, byte }) => ({ instant: from + after * microsecond, bytes: frameOf(byte) }));
    }
    this.now = Math.max(idle, Math.min(this.alarm, Math.max(until, from)));
    this.takesFrames = this.now >= until;
    return frames;
  }

  async instructions(): Promise<number> {
    return this.#runs;
  }
}

/** To everybody, from an address that nobody has. */
function frameOf(byte: number): Buffer {
  return Buffer.concat([Buffer.from("ffffffffffff02000000ff0188b5", "hex"), Buffer.from([byte])]);
}
