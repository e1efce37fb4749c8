import { formatAddress } from "../address.ts";
import { now } from "../clock.ts";
import { IoError } from "../io-error.ts";
import type { AbortSignalLike } from "../signal.ts";
import { TcpStream } from "../tcp-stream.ts";
import type { Content } from "./body.ts";
import { badInValue, framingOf, keepsAlive } from "./fields.ts";
import { headersOf } from "./headers.ts";
import { Incoming } from "./incoming.ts";
import { MessageReader } from "./message-reader.ts";
import { type Sending, sendMessage } from "./outgoing.ts";
import { protocolError } from "./protocol-error.ts";
import { Response } from "./response.ts";

/** Bytes of a response's header. */
const longestHead = 8192;
/** After so long without use, in milliseconds, a server may be about to close. */
const idles = 4000;
/** Connections that are kept for the next request to the same host: each is one of the device's few sockets. */
const mostIdle = 2;

const idle: ClientConnection[] = [];

/** One request on a connection, whose response may keep it. */
export interface Exchange {
  readonly head: string;
  readonly method: string;
  readonly content: Content;
  readonly sending: Sending;
}

/** A connection to a server. */
export class ClientConnection {
  /** The host and its port. */
  readonly place: string;
  /** Whether it has answered before. */
  isUsed = false;
  private readonly stream: TcpStream;
  private readonly reader: MessageReader;
  private since = 0;

  private constructor(stream: TcpStream, place: string) {
    this.stream = stream;
    this.place = place;
    this.reader = new MessageReader(stream);
  }

  /** @throws IoError as `TcpStream.connect` */
  static async open(address: string, port: number, signal: AbortSignalLike | undefined): Promise<ClientConnection> {
    const stream = await TcpStream.connect({ address, port }, { signal });
    return new ClientConnection(stream, formatAddress({ address, port }));
  }

  /** One that was kept; undefined where there is none that is still good. */
  static kept(address: string, port: number): ClientConnection | undefined {
    const place = formatAddress({ address, port });
    for (let at = idle.length - 1; at >= 0; at--) {
      const connection = idle[at] as ClientConnection;
      const isOld = now() - connection.since > idles;
      if (isOld || connection.place === place) {
        idle.splice(at, 1);
        if (!isOld && connection.isQuiet()) {
          return connection;
        }
        connection.close();
      }
    }
    return undefined;
  }

  close(): void {
    this.stream.close();
  }

  /**
   * Sends a request and waits for the header of its response.
   *
   * @param release is called when the response is over
   * @param aborted why it was aborted, where it was
   */
  async exchange(
    { head, method, content, sending }: Exchange,
    release: () => void,
    aborted: () => { readonly value: unknown } | undefined,
  ): Promise<Response> {
    const sent = sendMessage(this.stream, head, content, sending);
    let failure: { readonly error: unknown } | undefined;
    sent.catch((error) => {
      failure = { error };
      // Where the server takes nothing more it may have answered; where the body has failed it never will.
      if (!(error instanceof IoError)) {
        this.close();
      }
    });
    const answer = await this.answer().catch((error) => {
      throw failure === undefined ? error : failure.error;
    });
    this.isUsed = true;
    return this.response(answer, method, sent, { release, aborted });
  }

  private async answer() {
    for (;;) {
      const head = await this.reader.head(longestHead);
      if (head === undefined) {
        throw protocolError(400, "expected a response, and the connection ended");
      }
      const parts = /^HTTP\/1\.(\d) (\d{3})(?: (.*))?$/.exec(head.line);
      const status = Number(parts?.[2]);
      if (parts === null || badInValue.test(parts[3] ?? "") || status < 100 || status > 599 || status === 101) {
        throw protocolError(400, `expected a response, got ${JSON.stringify(head.line.slice(0, 80))}`);
      }
      // 100 and its like come before the response.
      if (status >= 200) {
        return { version: parts[1] === "0" ? 0 : 1, status, text: parts[3] ?? "", fields: head.fields };
      }
    }
  }

  private async response(
    { version, status, text, fields }: Awaited<ReturnType<ClientConnection["answer"]>>,
    method: string,
    sent: Promise<void>,
    { release, aborted }: { release: () => void; aborted: () => { readonly value: unknown } | undefined },
  ): Promise<Response> {
    const isEmpty = method === "HEAD" || status === 204 || status === 205 || status === 304;
    const framing = isEmpty ? 0 : framingOf(fields, version);
    const canKeep = keepsAlive(fields, version);
    const end = (isWhole: boolean) => {
      release();
      if (isWhole && canKeep && this.reader.buffer.length === 0) {
        sent.then(
          () => this.keep(),
          () => this.close(),
        );
      } else {
        this.close();
      }
    };
    const body = new Incoming(
      this.reader,
      framing,
      { begin: () => {}, end, failed: (error) => (aborted() ?? { value: error }).value },
      Number.POSITIVE_INFINITY,
      longestHead,
    );
    const content = framing === 0 ? await nothing(body) : await whole(body, framing, this.reader);
    const response = new Response(content, { status, statusText: text });
    for (const [name, value] of headersOf(fields)) {
      response.headers.append(name, value);
    }
    return response;
  }

  private keep(): void {
    this.since = now();
    idle.push(this);
    if (idle.length > mostIdle) {
      idle.shift()?.close();
    }
  }

  /** Whether the server has neither closed it nor sent anything. */
  private isQuiet(): boolean {
    try {
      this.stream.inner.peek(new Uint8Array(1));
      return false;
    } catch (error) {
      return (error as { code?: unknown }).code === "EAGAIN";
    }
  }
}

async function nothing(body: Incoming): Promise<null> {
  await body.next();
  return null;
}

/** A body that has come already is read at once, so that its connection is free. */
async function whole(body: Incoming, framing: unknown, reader: MessageReader): Promise<Incoming | Uint8Array> {
  const { length } = reader.buffer;
  if (typeof framing !== "number" || length < framing) {
    return body;
  }
  const { value } = await body.next();
  await body.next();
  return value ?? new Uint8Array(0);
}
