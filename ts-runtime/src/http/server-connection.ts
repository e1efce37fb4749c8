import { formatAddress } from "../address.ts";
import { system } from "../system.ts";
import type { TcpStream } from "../tcp-stream.ts";
import { contentOf, setContent, use } from "./body.ts";
import { Deadline } from "./deadline.ts";
import { type Fields, fieldValue } from "./fields.ts";
import { fieldsOf, setFields } from "./headers.ts";
import { Incoming } from "./incoming.ts";
import { MessageReader } from "./message-reader.ts";
import { headText, latin1, type Sending, sendMessage, withoutFraming } from "./outgoing.ts";
import { isProtocolError, protocolError } from "./protocol-error.ts";
import { Request as RequestClass } from "./request.ts";
import { Response as ResponseClass } from "./response.ts";
import type { CheckedLimits, Handler, Peer } from "./serve.ts";
import { type RequestHead, readRequestHead } from "./server-request.ts";
import { statusText } from "./status-text.ts";

/** Of a body that nobody read: what is passed over to go on with the connection. */
const mostSkipped = 65_536;
/** How long a connection may go on sending, in milliseconds, that was refused. */
const lingers = 1000;

/** What its server gives to each connection. */
export interface Service {
  readonly handler: Handler;
  readonly limits: CheckedLimits;
  readonly onError: (error: unknown) => void;
  /** It takes no more requests. */
  isClosing: boolean;
}

/** Serves the requests of one connection, one after the other. */
export class ServerConnection implements Peer {
  /** Whether a request is being answered. */
  isBusy = false;
  private readonly stream: TcpStream;
  private readonly service: Service;
  private readonly reader: MessageReader;
  private readonly deadline: Deadline;
  private isLate = false;
  private isClosed = false;

  constructor(stream: TcpStream, service: Service) {
    this.stream = stream;
    this.service = service;
    this.reader = new MessageReader(stream);
    this.deadline = new Deadline(service.limits.time, () => this.late());
  }

  get peerAddress() {
    return this.stream.peerAddress;
  }

  get localAddress() {
    return this.stream.localAddress;
  }

  /** Until the connection has ended, whoever ends it. */
  async run(): Promise<void> {
    try {
      while (await this.serveOne()) {
        // The next one.
      }
    } catch (error) {
      if (isProtocolError(error)) {
        await this.refuse(error.status);
      } else if (!this.isClosed && !/^E(?:PIPE|CONNRESET|CONNABORTED|TIMEDOUT|BADF)$/.test(codeOf(error))) {
        this.service.onError(error);
      }
    } finally {
      this.close();
    }
  }

  /** Ends it, whatever it does. */
  close(): void {
    this.isClosed = true;
    this.deadline.stop();
    this.stream.close();
  }

  /** Something takes longer than the limit: a head that has begun is answered. */
  private late(): void {
    this.isLate = true;
    if (!this.isBusy && this.reader.buffer.length > 0) {
      this.stream.write(latin1(refusal(408))).catch(() => {});
    }
    this.stream.close();
  }

  /** Whether the connection goes on behind it. */
  private async serveOne(): Promise<boolean> {
    this.deadline.start();
    const head = await this.reader.head(this.service.limits.header);
    if (head === undefined) {
      return false;
    }
    this.isBusy = true;
    const request = readRequestHead(head, formatAddress(this.stream.localAddress));
    const { framing } = request;
    if (typeof framing === "number" && framing > this.service.limits.body) {
      throw protocolError(413, `expected a body of at most ${this.service.limits.body} bytes, got ${framing}`);
    }
    this.deadline.stop();
    const goesOn = await this.answer(request);
    this.isBusy = false;
    return goesOn && !this.service.isClosing;
  }

  private async answer(request: RequestHead): Promise<boolean> {
    const body = this.bodyOf(request);
    let response: Response;
    try {
      response = await this.responseTo(request, body);
    } catch (error) {
      if (isProtocolError(error) || this.isLate) {
        throw error;
      }
      this.service.onError(error);
      response = new ResponseClass(null, { status: 500 }) as Response;
    }
    const canGoOn = request.keepsAlive && !this.service.isClosing && !(request.expectsContinue && !body.isDone);
    const hasGoneOn = await this.send(request, response, canGoOn);
    return hasGoneOn && (await this.skip(body));
  }

  private bodyOf({ framing, expectsContinue }: RequestHead): Incoming {
    const { reader, deadline } = this;
    const { body, header } = this.service.limits;
    const owner = {
      begin: async () => {
        deadline.start();
        if (expectsContinue && reader.buffer.length === 0) {
          await this.stream.writeAll(latin1("HTTP/1.1 100 Continue\r\n\r\n"));
        }
      },
      end: () => deadline.stop(),
      failed: (error: unknown) =>
        this.isLate ? protocolError(408, `expected more of the body within ${this.service.limits.time} ms`) : error,
    };
    return new Incoming(reader, framing, owner, body, header);
  }

  private async responseTo({ method, url, fields, framing }: RequestHead, body: Incoming): Promise<Response> {
    const request = new RequestClass(url, { method });
    setFields(request.headers, fields);
    setContent(request, framing === 0 ? null : body);
    const response: unknown = await this.service.handler(request as Request, this);
    if (!(response instanceof ResponseClass)) {
      throw Object.assign(new TypeError("serve: expected the handler to return a Response (EINVAL)"), {
        code: "EINVAL",
      });
    }
    use(response);
    return response as Response;
  }

  /** Returns whether the connection may go on. */
  private async send({ method, version }: RequestHead, response: Response, canGoOn: boolean): Promise<boolean> {
    const given = response as unknown as ResponseClass;
    const content = contentOf(given);
    const fields = fieldsOf(given.headers);
    const length = content instanceof Uint8Array ? content.length : lengthOf(fields);
    const isEmpty = given.status === 204 || given.status === 304;
    const sending: Sending = content === null ? "none" : (length ?? (version === 1 ? "chunked" : "close"));
    const goesOn = canGoOn && sending !== "close";
    const framing: Fields = isEmpty
      ? []
      : sending === "chunked"
        ? [["transfer-encoding", "chunked"]]
        : sending === "close"
          ? []
          : [["content-length", `${content === null && method === "HEAD" ? (lengthOf(fields) ?? 0) : (length ?? 0)}`]];
    const connection: Fields = goesOn
      ? version === 1
        ? []
        : [["connection", "keep-alive"]]
      : [["connection", "close"]];
    const line = `HTTP/1.1 ${given.status} ${given.statusText || statusText(given.status)}`;
    const head = headText(line, [...withoutFraming(fields), ...framing, ...connection]);
    await sendMessage(this.stream, head, content, method === "HEAD" || isEmpty ? "none" : sending, this.deadline);
    return goesOn;
  }

  /** Passes over what the handler has left of the body. */
  private async skip(body: Incoming): Promise<boolean> {
    let skipped = 0;
    for await (const piece of body) {
      skipped += piece.length;
      if (skipped > mostSkipped) {
        return false;
      }
    }
    return true;
  }

  /** Answers what is no request. What still comes is read for a while: closed with it unread, the answer would be lost. */
  private async refuse(status: number): Promise<void> {
    if (this.isLate || this.isClosed) {
      return;
    }
    const linger = new Deadline(Math.min(this.service.limits.time, lingers), () => this.stream.close());
    try {
      linger.start();
      await this.stream.writeAll(latin1(refusal(status)));
      if (system.kernel !== "zephyr") {
        this.stream.shutdown("write");
      }
      const rest = new Uint8Array(512);
      for (let read = 0, count = 1; count > 0 && read < mostSkipped; read += count) {
        count = await this.stream.read(rest);
      }
    } catch {
      // It is over anyway.
    } finally {
      linger.stop();
    }
  }
}

function refusal(status: number): string {
  return `HTTP/1.1 ${status} ${statusText(status)}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`;
}

function lengthOf(fields: Readonly<Fields>): number | undefined {
  const value = fieldValue(fields, "content-length");
  return value !== undefined && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}

function codeOf(error: unknown): string {
  return `${(error as { code?: unknown } | undefined)?.code}`;
}
