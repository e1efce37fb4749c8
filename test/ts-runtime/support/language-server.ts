/** TypeScript's language server, as an editor uses it. */
import { type ChildProcess, spawn } from "node:child_process";
import { findTsc } from "../../../harness/build/tsc.ts";

interface Reply {
  readonly id?: number;
  readonly method?: string;
  readonly result?: unknown;
}

/** Where something is in a file, both from 0. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** One server for one folder. */
export class LanguageServer implements Disposable {
  readonly #process: ChildProcess = spawn(findTsc(), ["--lsp", "--stdio"], { stdio: ["pipe", "pipe", "ignore"] });
  readonly #waiting = new Map<number, (result: unknown) => void>();
  #received = Buffer.alloc(0);
  #lastId = 0;

  constructor() {
    this.#process.stdout?.on("data", (chunk: Buffer) => this.#receive(chunk));
  }

  [Symbol.dispose](): void {
    this.#process.kill();
  }

  async open(folder: string, path: string, text: string): Promise<void> {
    const capabilities = { textDocument: { hover: { contentFormat: ["plaintext"] }, diagnostic: {} } };
    await this.#request("initialize", { processId: process.pid, rootUri: `file://${folder}`, capabilities });
    this.#send({ method: "initialized", params: {} });
    const textDocument = { uri: `file://${path}`, languageId: "typescript", version: 1, text };
    this.#send({ method: "textDocument/didOpen", params: { textDocument } });
  }

  /** The messages that an editor underlines. */
  async errors(path: string): Promise<string[]> {
    const textDocument = { uri: `file://${path}` };
    const { items } = await this.#request<{ items: { message: string; severity: number }[] }>(
      "textDocument/diagnostic",
      {
        textDocument,
      },
    );
    return items.filter(({ severity }) => severity === 1).map(({ message }) => message);
  }

  /** What an editor shows of a place. */
  async hover(path: string, position: Position): Promise<string> {
    const textDocument = { uri: `file://${path}` };
    const shown = await this.#request<{ contents: { value: string } } | null>("textDocument/hover", {
      textDocument,
      position,
    });
    return shown?.contents.value ?? "";
  }

  #request<Result>(method: string, params: object): Promise<Result> {
    this.#lastId++;
    const id = this.#lastId;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve as (result: unknown) => void);
      this.#send({ id, method, params });
    });
  }

  #send(message: object): void {
    const text = JSON.stringify({ jsonrpc: "2.0", ...message });
    this.#process.stdin?.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  #receive(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (;;) {
      const header = this.#received.indexOf("\r\n\r\n");
      const length = Number(/Content-Length: (\d+)/i.exec(this.#received.subarray(0, header).toString())?.[1]);
      const end = header + 4 + length;
      if (header < 0 || this.#received.length < end) {
        return;
      }
      this.#take(JSON.parse(this.#received.subarray(header + 4, end).toString()));
      this.#received = this.#received.subarray(end);
    }
  }

  #take({ id, method, result }: Reply): void {
    if (id !== undefined && method !== undefined) {
      // It asks the editor for its settings and the like.
      this.#send({ id, result: null });
    } else if (id !== undefined) {
      this.#waiting.get(id)?.(result);
    }
  }
}
