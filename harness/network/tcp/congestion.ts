/** Segments that are sent before the first acknowledgement (RFC 6928). */
const initialSegments = 10;
/** Acknowledgements of the same number after which the segment behind it counts as lost (RFC 5681). */
const duplicatesOfLoss = 3;

/** How much may be on its way, from what was lost: slow start, congestion avoidance, fast recovery (RFC 5681, RFC 6582). */
export class Congestion {
  /** Bytes. */
  window: number;
  readonly #mss: number;
  #threshold = Infinity;
  #duplicates = 0;
  #isRecovering = false;

  constructor(mss: number) {
    this.#mss = mss;
    this.window = initialSegments * mss;
  }

  get isRecovering(): boolean {
    return this.#isRecovering;
  }

  /** So many new bytes were acknowledged. */
  acknowledged(bytes: number): void {
    this.#duplicates = 0;
    const growth = this.window < this.#threshold ? Math.min(bytes, this.#mss) : (this.#mss * this.#mss) / this.window;
    this.window = Math.min(0x10000, this.window + growth);
  }

  /**
   * An acknowledgement said nothing new while bytes were on their way.
   *
   * @returns whether the segment behind it is to be sent again now
   */
  duplicated(inFlight: number): boolean {
    this.#duplicates++;
    if (this.#isRecovering) {
      this.window += this.#mss;
    } else if (this.#duplicates === duplicatesOfLoss) {
      this.#isRecovering = true;
      this.#threshold = Math.max(inFlight / 2, 2 * this.#mss);
      this.window = this.#threshold + duplicatesOfLoss * this.#mss;
      return true;
    }
    return false;
  }

  /** What was on its way when the loss was noticed is acknowledged. */
  recovered(): void {
    if (this.#isRecovering) {
      this.#isRecovering = false;
      this.window = this.#threshold;
    }
    this.#duplicates = 0;
  }

  /** A retransmission's time is over. */
  lost(inFlight: number): void {
    this.#threshold = Math.max(inFlight / 2, 2 * this.#mss);
    this.window = this.#mss;
    this.#duplicates = 0;
    this.#isRecovering = false;
  }
}
