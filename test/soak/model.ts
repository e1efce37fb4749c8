import type { Client } from "./client.ts";
import { Dice } from "./dice.ts";
import type { TargetDevice } from "./target-device.ts";
import { SoakError } from "./within.ts";

const port = 7;
const mostConnections = 8;
/** Begins a datagram of the model's, and no answer of the program's. */
const mark = 0xff;
/** Milliseconds without faults by which everything has arrived: the longest waits of either TCP before it sends again. */
export const quiet = 180_000;

interface Modelled {
  readonly client: Client;
  /** What was sent and did not come back yet. */
  expected: Buffer;
}

/**
 * What must arrive, whatever the network does: over a connection the bytes that were sent, in their order, each once; as datagrams only
 * such as were sent.
 */
export class Model {
  /** What was done and what came, for reports. */
  readonly counts = { operations: 0, connections: 0, bytes: 0, datagrams: 0, echoes: 0, lost: 0 };
  readonly #target: TargetDevice;
  readonly #dice: Dice;
  readonly #datagrams = new Set<string>();
  #open: Modelled[] = [];
  #wrong: string | undefined;

  constructor(target: TargetDevice, seed: number) {
    this.#target = target;
    this.#dice = new Dice(seed, "operations");
    target.station.onDatagram((payload) => this.#hear(payload));
  }

  /** Does something at random, or lets time pass. */
  async step(): Promise<void> {
    this.counts.operations++;
    const choice = this.#dice.number(0, 99);
    const one = this.#open[this.#dice.number(0, Math.max(0, this.#open.length - 1))];
    if (choice < 12 && this.#open.length < mostConnections) {
      this.counts.connections++;
      this.#open.push({ client: this.#target.station.connect(port), expected: Buffer.alloc(0) });
    } else if (choice < 45 && one !== undefined) {
      this.#send(one);
    } else if (choice < 50 && one !== undefined && one.expected.length === 0) {
      this.#end(one);
    } else if (choice < 65) {
      this.#sendDatagram();
    } else if (choice < 75) {
      this.#disturb();
    } else {
      await this.#target.pass(this.#dice.number(1, this.#dice.pick([10, 1_000, 60_000])));
    }
    this.check();
  }

  /** @throws SoakError something came that must not have come */
  check(): void {
    for (const one of this.#open) {
      const { received } = one.client;
      if (!one.expected.subarray(0, received.length).equals(received)) {
        throw new SoakError(`port ${one.client.conversation.localPort} got other bytes than it sent`);
      }
      one.expected = one.expected.subarray(received.length);
      one.client.take(received.length);
    }
    if (this.#wrong !== undefined) {
      throw new SoakError(this.#wrong);
    }
  }

  /**
   * Ends all faults, and lets time pass until everything must have arrived. Connections that were given up meanwhile are forgotten on both sides.
   *
   * @throws SoakError something did not arrive over a connection that is still there
   */
  async settle(): Promise<void> {
    this.#target.device.link.clear();
    await this.#target.pass(quiet);
    this.check();
    for (const { client, expected } of this.#open) {
      if (client.failure === undefined && expected.length > 0) {
        throw new SoakError(`${expected.length} bytes of port ${client.conversation.localPort} did not come back`);
      }
      if (client.failure !== undefined) {
        this.counts.lost++;
        this.#target.station.lookAfter(client, port);
      }
    }
    this.#open = this.#open.filter(({ client }) => client.failure === undefined);
    this.#datagrams.clear();
  }

  /** Ends all connections. */
  async end(): Promise<void> {
    await this.settle();
    for (const one of this.#open) {
      this.#end(one);
    }
    await this.settle();
  }

  #send(one: Modelled): void {
    const bytes = this.#dice.bytes(this.#dice.number(1, this.#dice.pick([1, 100, 3_000])));
    this.counts.bytes += bytes.length;
    one.expected = Buffer.concat([one.expected, bytes]);
    one.client.write(bytes);
  }

  #end(one: Modelled): void {
    one.client.close().catch(() => {});
    this.#open = this.#open.filter((other) => other !== one);
  }

  #sendDatagram(): void {
    const size = this.#dice.number(8, this.#dice.pick([64, 1_400]));
    const payload = Buffer.concat([Buffer.from([mark]), this.#dice.bytes(size)]);
    this.counts.datagrams++;
    this.#datagrams.add(payload.toString("latin1"));
    this.#target.station.send(port, payload);
  }

  #hear(payload: Buffer): void {
    if (payload[0] !== mark) {
      return;
    }
    this.counts.echoes++;
    if (!this.#datagrams.has(payload.toString("latin1"))) {
      this.#wrong ??= `a datagram came that was not sent: ${payload.toString("hex", 0, 40)}`;
    }
  }

  #disturb(): void {
    const { link } = this.#target.device;
    const part = (most: number) => (this.#dice.chance(0.5) ? 0 : this.#dice.number(0, most * 100) / 100);
    link.set({
      latency: this.#dice.pick([0, 0, 5, 200]),
      jitter: this.#dice.pick([0, 0, 5]),
      // 1 is a cable that was cut.
      loss: this.#dice.chance(0.1) ? 1 : part(0.3),
      duplicate: part(0.1),
      reorder: part(0.2),
      corrupt: part(0.05),
    });
  }
}
