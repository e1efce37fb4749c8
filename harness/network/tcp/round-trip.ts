/** Milliseconds: a retransmission's least and greatest time, and the first one's before any round trip is known (RFC 6298). */
const limits = { least: 1_000, most: 60_000, first: 1_000 } as const;

/** How long to wait for an acknowledgement, from the round trips that were seen (RFC 6298). */
export class RoundTrip {
  #smoothed: number | undefined;
  #variation = 0;
  #backoff = 1;
  /** The segment that is timed: the number behind it, and when it was sent. */
  #timed: { readonly end: number; readonly sent: number } | undefined;

  /** Milliseconds after which what is not acknowledged is sent again. */
  get timeout(): number {
    const estimate = this.#smoothed === undefined ? limits.first : this.#smoothed + 4 * this.#variation;
    return Math.min(limits.most, Math.max(limits.least, estimate) * this.#backoff);
  }

  /** The number behind the segment that is timed. */
  get timed(): number | undefined {
    return this.#timed?.end;
  }

  /** Times a segment, where none is timed. */
  sent(end: number, now: number): void {
    this.#timed ??= { end, sent: now };
  }

  /** The timed segment is acknowledged. */
  acknowledged(now: number): void {
    if (this.#timed === undefined) {
      return;
    }
    const trip = now - this.#timed.sent;
    this.#timed = undefined;
    if (this.#smoothed === undefined) {
      this.#smoothed = trip;
      this.#variation = trip / 2;
    } else {
      this.#variation += (Math.abs(this.#smoothed - trip) - this.#variation) / 4;
      this.#smoothed += (trip - this.#smoothed) / 8;
    }
  }

  /** Something new is acknowledged: the next wait is not a longer one. */
  progressed(): void {
    this.#backoff = 1;
  }

  /** Nothing was acknowledged in time. What is sent again is not timed: its acknowledgement may be the first one's (Karn). */
  lost(): void {
    this.#timed = undefined;
    this.#backoff = Math.min(64, this.#backoff * 2);
  }

  /** A segment is sent again before its time. */
  resent(): void {
    this.#timed = undefined;
  }
}
