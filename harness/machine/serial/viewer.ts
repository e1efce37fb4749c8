import { ConsoleDecoder } from "../../console/decode.ts";
import { mapRecord } from "../../console/map-record.ts";
import { PositionMapper } from "../../console/positions.ts";
import type { ConsoleItem } from "../../console/records.ts";
import type { Symbols } from "../../console/symbols.ts";
import { describeRecord } from "./describe-record.ts";

export interface ViewerOptions {
  /** Replaces positions in the bundle by positions in TypeScript. */
  mapPositions: (text: string) => string;
  symbols: Symbols;
  /** The board's output. */
  onOutput: (text: string) => void | Promise<void>;
  /** What the firmware tells beside it. One line or several, without the last line end. */
  onNotice: (text: string) => void;
}

/** How long a held back start of a position may wait for its rest, in milliseconds. */
const patience = 250;

/** Shows a console to a person: text as it is, records in words. */
export class Viewer {
  readonly #options: ViewerOptions;
  readonly #decoder = new ConsoleDecoder();
  readonly #mapper: PositionMapper;
  #flushing: NodeJS.Timeout | undefined;

  constructor(options: ViewerOptions) {
    this.#options = options;
    this.#mapper = new PositionMapper(options.mapPositions);
  }

  /** Shows chunks until they end. */
  async show(chunks: AsyncIterable<Uint8Array>): Promise<void> {
    for await (const chunk of chunks) {
      await this.#take(this.#decoder.push(chunk));
    }
    await this.#take(this.#decoder.end());
    await this.#flush();
  }

  async #take(items: Iterable<ConsoleItem>): Promise<void> {
    const { mapPositions, symbols, onNotice } = this.#options;
    for (const item of items) {
      if (item.kind === "text") {
        await this.#print(item.text);
      } else if (item.kind === "record") {
        await this.#flush();
        onNotice(await describeRecord(mapRecord(item.record, mapPositions), symbols));
      } else {
        onNotice(`a record on the console is damaged (${item.why}): ${JSON.stringify(item.raw.slice(0, 200))}`);
      }
    }
  }

  async #print(text: string): Promise<void> {
    clearTimeout(this.#flushing);
    await this.#options.onOutput(this.#mapper.push(text));
    if (this.#mapper.holds) {
      this.#flushing = setTimeout(() => void this.#flush(), patience).unref();
    }
  }

  async #flush(): Promise<void> {
    clearTimeout(this.#flushing);
    const text = this.#mapper.flush();
    if (text !== "") {
      await this.#options.onOutput(text);
    }
  }
}
