import { type Client, ResetError } from "./client.ts";
import { Dice } from "./dice.ts";
import type { Station } from "./station.ts";
import type { Within } from "./within.ts";

/** Milliseconds in which a new connection has to be there, and an answer. */
const limit = 2_000;
/** Milliseconds for all that a connection does, where frames of it are lost again and again. */
const patience = 15_000;
/** Connections that stay open from beginning to end. */
const established = 4;
/** Connections that are made at the same time: as many as a device is asked for by the gateway. */
const crowd = 4;
const port = 7;

/**
 * The honest traffic of a soak. All of it rejects with what was not as it should be.
 */
export class Honest {
  /** Connections that were made so far. */
  made = 0;
  /** How many of them had to be asked for again. */
  again = 0;
  /** The longest that an answer over an established connection, and a new connection took, in milliseconds. */
  readonly slowest = { answer: 0, connection: 0 };
  readonly #station: Station;
  readonly #within: Within;
  readonly #dice: Dice;
  readonly #clients: Client[] = [];

  constructor(station: Station, within: Within, seed: number) {
    this.#station = station;
    this.#within = within;
    this.#dice = new Dice(seed, "honest");
  }

  /** The connections that stay. */
  get clients(): readonly Client[] {
    return this.#clients;
  }

  /** Makes the connections that stay. */
  async begin(): Promise<void> {
    for (let count = 0; count < established; count++) {
      const client = this.#station.connect(port);
      this.#clients.push(client);
      await this.#within.time(limit, "a first connection", client.opened());
    }
    await this.answers();
  }

  /** Sends a message over each connection that stays. */
  async answers(): Promise<void> {
    const all = this.#clients.map((client) => client.echo(this.#message()));
    const took = await this.#within.time(limit, "an answer over each established connection", Promise.all(all));
    this.slowest.answer = Math.max(this.slowest.answer, took);
  }

  /** Makes so many connections, each of which sends a message and ends. */
  async connections(count: number): Promise<void> {
    for (let left = count; left > 0; left -= crowd) {
      const visits = Array.from({ length: Math.min(left, crowd) }, () => this.#visit());
      await this.#within.time(patience, "the end of each new connection", Promise.all(visits));
      this.made += visits.length;
    }
  }

  /** So many connections, all of which are open at last. */
  async crowd(count: number): Promise<void> {
    const clients: Client[] = [];
    while (clients.length < count) {
      const some = Array.from({ length: Math.min(crowd, count - clients.length) }, () => this.#station.connect(port));
      clients.push(...some);
      const all = some.map((client) => client.opened().then(() => client.echo(this.#message())));
      await this.#within.time(limit, `an answer over connection ${clients.length} of ${count}`, Promise.all(all));
    }
    const ends = Promise.all(clients.map((client) => client.close()));
    await this.#within.time(patience, `the end of ${count} connections`, ends);
  }

  /** Asks the program something by a datagram, again where that is lost. */
  async ask(question: string): Promise<string> {
    for (let tries = 1; ; tries++) {
      let stop = () => {};
      const answer = new Promise<string>((resolve) => {
        stop = this.#station.onDatagram((payload) => resolve(payload.toString()));
      });
      this.#station.send(9, Buffer.from(question));
      try {
        let text = "";
        await this.#within.time(
          limit,
          `an answer to "${question}"`,
          answer.then((value) => (text = value)),
        );
        return text;
      } catch (error) {
        if (tries === 3) {
          throw error;
        }
      } finally {
        stop();
      }
    }
  }

  /**
   * A connection that sends a message and ends. One that the device has forgotten while it was half open, for the sake of others, is made
   * again: its client is told by a reset.
   */
  async #visit(): Promise<void> {
    let client = this.#station.connect(port);
    const first = async () => {
      for (;;) {
        try {
          await client.opened();
          await client.echo(this.#message());
          return;
        } catch (error) {
          if (!(error instanceof ResetError)) {
            throw error;
          }
          this.again++;
          client = this.#station.connect(port);
        }
      }
    };
    const took = await this.#within.time(limit, "an answer over a new connection", first());
    this.slowest.connection = Math.max(this.slowest.connection, took);
    await client.close();
  }

  /** A multiple of four, as `intruding` of frames/tcp.ts wants it. */
  #message(): Buffer {
    return this.#dice.bytes(4 * this.#dice.number(1, 60));
  }
}
