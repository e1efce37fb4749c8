import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Answer, Load, Move, Request } from "./protocol.ts";

/** Connections of the load generator to one echo server. */
export interface LoadSet {
  /** Round trips on all of them at once, for so long or so many in all. */
  load(limit: { milliseconds?: number; trips?: number }): Promise<Load>;
  close(): Promise<void>;
}

/** A process that sends and waits for echoes. */
export class LoadGenerator implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;

  constructor(signal: AbortSignal) {
    const program = fileURLToPath(new URL("./main.ts", import.meta.url));
    this.#child = fork(program, { execArgv: ["--import=tsx"], serialization: "advanced" });
    this.#ended = once(this.#child, "exit");
    const abort = () => this.#child.kill();
    signal.addEventListener("abort", abort, { once: true });
    void this.#ended.then(() => signal.removeEventListener("abort", abort));
  }

  /** Connects so many times to a server. */
  async open({ host, port }: { host: string; port: number }, connections: number): Promise<LoadSet> {
    const answer = await this.#ask({ do: "open", host, port, connections });
    const set = "set" in answer ? answer.set : -1;
    return {
      load: async (limit) => {
        const loaded = await this.#ask({ do: "load", set, ...limit });
        if (!("load" in loaded)) {
          throw new Error("the load generator answered something else than was asked");
        }
        return loaded.load;
      },
      close: async () => void (await this.#ask({ do: "close", set })),
    };
  }

  /** Moves bytes. Resolves with the milliseconds that it took. */
  async move(what: Move): Promise<number> {
    const answer = await this.#ask({ do: "move", ...what });
    return "moved" in answer ? answer.moved : Number.NaN;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.connected) {
      this.#child.disconnect();
    }
    await this.#ended;
  }

  /** One request at a time. */
  async #ask(request: Request): Promise<Answer> {
    const ended = this.#ended.then(() => Promise.reject(new Error("the load generator ended")));
    this.#child.send(request);
    const [answer] = (await Promise.race([once(this.#child, "message"), ended])) as [Answer];
    if ("error" in answer) {
      throw new Error(`the load generator failed: ${answer.error}`);
    }
    return answer;
  }
}
