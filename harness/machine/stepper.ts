/** A frame that passed the device's card. */
export interface LoggedFrame {
  /** Nanoseconds since the device's power-on, to a microsecond. */
  readonly instant: number;
  readonly bytes: Buffer;
}

/** One machine whose time is told to go on. Instants are nanoseconds since its power-on. */
export interface Stepper {
  /** Where its clock is; the machine is idle then, and not yet woken by what is due. */
  readonly now: number;
  /** It does nothing by itself before this instant; Infinity where only a frame wakes it. */
  readonly alarm: number;
  /** When the clock began by which its program measures time; 0 until that is known. */
  readonly clockStart: number;
  /** Whether frames can be given to {@link run}: they arrive at `now`. */
  readonly takesFrames: boolean;
  /**
   * Lets it go on until it is idle: at its next alarm, or at `until` where that is earlier. Where it computes it may pass `until`.
   *
   * @param packets arrive at this instant
   * @returns the frames that it sent
   * @throws TimeError the machine is gone, or cannot be stepped
   */
  run(until: number, packets: readonly Buffer[]): Promise<readonly LoggedFrame[]>;
  /** How many instructions it has executed. */
  instructions(): Promise<number>;
}
