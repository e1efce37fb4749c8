/** When something happened. */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly host: number;
  /** Milliseconds since the device was booted; undefined where its time is virtual and nobody asked it. */
  readonly guest: number | undefined;
}

/** How much text is kept, in UTF-16 units: the oldest lines go first. */
const capacity = 4 << 20;

/** Of the column of guest times. */
const width = 12;
const unknown = "-".padStart(width);

/** Lines, each with the moment at which its first character came. */
export class TimedLines {
  readonly #lines: string[] = [];
  #size = 0;
  #dropped = 0;
  #unfinished = "";
  #began: Moment | undefined;

  /** Takes a piece of output, with any number of line ends in it. */
  text(text: string, now: Moment): void {
    const pieces = text.split("\n");
    for (const [i, piece] of pieces.entries()) {
      this.#unfinished += piece;
      if (i < pieces.length - 1) {
        this.line(this.#unfinished.replace(/\r$/, ""), this.#began ?? now);
        this.#unfinished = "";
        this.#began = undefined;
      } else if (piece !== "") {
        this.#began ??= now;
      }
    }
  }

  /** Takes a whole line. */
  line(line: string, now: Moment): void {
    const text = `${stamp(now)}  ${line}`;
    this.#lines.push(text);
    this.#size += text.length;
    while (this.#size > capacity) {
      this.#size -= this.#lines.shift()?.length ?? 0;
      this.#dropped++;
    }
  }

  /** All of it, with a heading. */
  toString(): string {
    const rest = this.#unfinished === "" ? [] : [`${stamp(this.#began as Moment)}  ${this.#unfinished}`];
    const lines = [...this.#lines, ...rest];
    return [
      "guest: seconds, in virtual time of the device's own clock, else since it was booted. host: the clock of the machine that ran it.",
      ...(lines.some((line) => line.startsWith(unknown))
        ? ["guest -: virtual time that ran by itself, which is not asked for at each line."]
        : []),
      ...(this.#dropped > 0 ? [`${this.#dropped} earlier lines were not kept.`] : []),
      `${"guest".padStart(width)}  ${"host".padEnd(12)}`,
      ...lines,
      "",
    ].join("\n");
  }
}

function stamp({ host, guest }: Moment): string {
  const seconds = guest === undefined ? unknown : (guest / 1000).toFixed(6).padStart(width);
  return `${seconds}  ${new Date(host).toISOString().slice(11, 23)}`;
}
