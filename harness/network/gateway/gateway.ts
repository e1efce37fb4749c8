import { NetworkError } from "../error.ts";
import type { Port } from "../port.ts";
import { unlessAborted } from "../unless-aborted.ts";
import { explainRefusal } from "./explain.ts";
import { backend, type GatewayProcess, startGateway } from "./process.ts";
import { addition, parseRules, type Rule, removal } from "./rules.ts";

/** The patience with a QEMU that starts beside others on a busy machine. In milliseconds. */
const patience = 20_000;

/**
 * The host's way into the virtual network. It starts by itself when it is first needed; frames wait for it.
 */
export class Gateway {
  readonly #port: Port;
  readonly #qemu: string | undefined;
  #started: Promise<GatewayProcess> | undefined;
  /** Commands run one after the other: a rule's port is found by comparing lists. */
  #last: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(port: Port, qemu?: string) {
    this.#port = port;
    this.#qemu = qemu;
  }

  /** Starts the gateway, where it has not been started. A failure is told to whoever needs it. */
  start(): void {
    this.#process().catch(() => {});
  }

  /**
   * Starts the gateway and waits until it is there.
   *
   * @throws NetworkError `EIO` it did not start
   */
  async ready(): Promise<void> {
    await this.#process();
  }

  /**
   * Adds a rule; host port 0 is replaced by a free one.
   *
   * @throws NetworkError `EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL` the host's port cannot be had; `EIO` there is no gateway
   * @throws the signal's reason; the rule is gone then before any other is added
   */
  forward(rule: Rule, signal?: AbortSignal): Promise<Rule> {
    const forwarded = this.#inTurn(async (process) => {
      const before = await rules(process);
      const answer = await command(process, `hostfwd_add ${backend} ${addition(rule)}`);
      if (answer !== "") {
        throw await explainRefusal(rule, answer);
      }
      const added = (await rules(process)).find((one) => !before.some((other) => removal(other) === removal(one)));
      if (added === undefined) {
        throw new NetworkError(`QEMU forwards nothing by the rule ${addition(rule)} that it took`, "EIO");
      }
      if (signal?.aborted) {
        await command(process, `hostfwd_remove ${backend} ${removal(added)}`);
      }
      return added;
    });
    return unlessAborted(forwarded, signal);
  }

  /** Takes a rule away; one that is not there any more is fine. */
  async unforward(rule: Rule): Promise<void> {
    if (!this.#isClosed) {
      await this.#inTurn((process) => command(process, `hostfwd_remove ${backend} ${removal(rule)}`)).catch(() => {});
    }
  }

  /** Ends the gateway, and waits until it is gone. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const process = await this.#started?.catch(() => undefined);
    process?.kill();
    await process?.ended;
  }

  #inTurn<Result>(task: (process: GatewayProcess) => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(async () => {
      const process = await this.#process();
      return task(process).catch((error) => this.#explain(process, error));
    });
    this.#last = turn.catch(() => {});
    return turn;
  }

  /** Without its control connection, the gateway is of no use; how it ended says more than that the connection did. */
  async #explain(process: GatewayProcess, error: unknown): Promise<never> {
    if (error instanceof NetworkError) {
      throw error;
    }
    process.kill();
    throw new NetworkError(
      `the virtual network has lost its gateway to the host: ${await process.ended}`,
      "EIO",
      error,
    );
  }

  #process(): Promise<GatewayProcess> {
    if (this.#isClosed) {
      return Promise.reject(new NetworkError("the virtual network has been closed", "ENETDOWN"));
    }
    this.#started ??= this.#start();
    return this.#started;
  }

  async #start(): Promise<GatewayProcess> {
    const process = await startGateway(this.#qemu);
    if (this.#isClosed) {
      return process;
    }
    // What devices sent by now is in the stream before QEMU reads from it.
    this.#port.join(process.frames);
    const failed = process.ended.then((how) => Promise.reject(new NetworkError(`the gateway: ${how}`, "EIO")));
    failed.catch(() => {});
    const late = AbortSignal.timeout(patience);
    const tooLate = new Promise<never>((_resolve, reject) => {
      late.onabort = () =>
        reject(new NetworkError(`the gateway did not answer within ${patience / 1000} s`, "ETIMEDOUT"));
    });
    try {
      await Promise.race([process.qmp.open(), failed, tooLate]);
    } catch (error) {
      process.kill();
      const how = await process.ended;
      throw new NetworkError(`the virtual network has no gateway to the host: ${how}`, "EIO", error);
    } finally {
      late.onabort = null;
    }
    return process;
  }
}

async function command({ qmp }: GatewayProcess, line: string): Promise<string> {
  return String(await qmp.execute("human-monitor-command", { "command-line": line })).trim();
}

async function rules(process: GatewayProcess): Promise<Rule[]> {
  return parseRules(await command(process, "info usernet"));
}
