import type { Address, AddressLike } from "../address.ts";
import { EINVAL, ENOTSUP } from "../errno.ts";
import { type AbortSignalLike, onAbort, throwIfAborted, type WaitOptions } from "../signal.ts";
import { statedError } from "../stated-error.ts";
import { TcpListener } from "../tcp-listener.ts";
import { ServerConnection, type Service } from "./server-connection.ts";

/** The two ends of the connection that a request came on. */
export interface Peer {
  /** Where the client is. */
  readonly peerAddress: Address;
  /** Where it has reached the server. */
  readonly localAddress: Address;
}

/**
 * Answers a request. Where it throws, the answer is 500. A body that it leaves unread is passed over.
 *
 * @param peer the connection's ends
 */
export type Handler = (request: Request, peer: Peer) => Response | Promise<Response>;

/** What a client may take of a server; beyond, it is answered 431, 413 or 408, and its connection is closed. */
export interface Limits {
  /** Bytes of a request line and its header. Default: 8,192. */
  header?: number | undefined;
  /** Bytes of a request's body. Default: 65,536; `Infinity` for none. */
  body?: number | undefined;
  /**
   * Milliseconds for a whole header, from the end of the request before it; between two pieces of a body; and for the client to take a piece
   * of the answer. Default: 10,000.
   */
  time?: number | undefined;
}

/** @internal Each with its number. */
export type CheckedLimits = { readonly [name in keyof Limits]-?: number };

/** Options of {@link serve}. */
export interface ServeOptions extends WaitOptions {
  /** What a client may take. */
  limits?: Limits | undefined;
  /** Is told what a handler has thrown. Default: `console.error`. */
  onError?: ((error: unknown) => void) | undefined;
  /** Not there yet: `ENOTSUP`. */
  tls?: object | undefined;
}

/** A server of HTTP. */
export interface Server {
  /** Where it listens. */
  readonly localAddress: Address;
  /** Takes no more connections, lets requests end that are being answered, and resolves when the last connection has ended. */
  close(): Promise<void>;
  /** Closes it, as {@link close}. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Serves HTTP/1.1 and HTTP/1.0 on an address, until it is closed or the signal is aborted, which ends all connections at once.
 *
 * @throws IoError as `TcpListener.bind`; `EINVAL` a limit is out of its range; `ENOTSUP` with `tls`
 */
export async function serve(address: AddressLike, handler: Handler, options: ServeOptions = {}): Promise<Server> {
  const { signal, onError = (error) => console.error(error) } = options;
  if (options.tls !== undefined) {
    throw statedError(
      "serve",
      ENOTSUP,
      "ENOTSUP",
      "serve: there is no TLS in this version: serve plain HTTP, without tls",
    );
  }
  const service: Service = { handler, limits: checkedLimits(options.limits), onError, isClosing: false };
  throwIfAborted(signal);
  const listener = await TcpListener.bind(address, { signal });
  return new HttpServer(listener, service, signal);
}

function checkedLimits({ header = 8192, body = 65_536, time = 10_000 }: Limits = {}): CheckedLimits {
  const limits = { header, body, time };
  for (const [name, value] of Object.entries(limits)) {
    if (!(value > 0)) {
      throw statedError(
        "serve",
        EINVAL,
        "EINVAL",
        `serve: limits.${name}: expected a number above 0, got ${String(value)}`,
      );
    }
  }
  return limits;
}

class HttpServer implements Server {
  private readonly listener: TcpListener;
  private readonly service: Service;
  private readonly connections = new Set<ServerConnection>();
  private readonly ended: Promise<void>;
  private hasEnded: (() => void) | undefined;
  private readonly forget: (() => void) | undefined;

  constructor(listener: TcpListener, service: Service, signal: AbortSignalLike | undefined) {
    this.listener = listener;
    this.service = service;
    this.ended = new Promise((resolve) => {
      this.hasEnded = resolve;
    });
    this.forget = signal && onAbort(signal, () => this.stop());
    void this.accept();
  }

  get localAddress(): Address {
    return this.listener.localAddress;
  }

  close(): Promise<void> {
    this.service.isClosing = true;
    this.forget?.();
    this.listener.close();
    for (const connection of this.connections) {
      if (!connection.isBusy) {
        connection.close();
      }
    }
    this.endIfLast();
    return this.ended;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  private stop(): void {
    void this.close();
    for (const connection of this.connections) {
      connection.close();
    }
  }

  private async accept(): Promise<void> {
    for await (const stream of this.listener.incoming()) {
      const connection = new ServerConnection(stream, this.service);
      this.connections.add(connection);
      void connection.run().then(() => {
        this.connections.delete(connection);
        this.endIfLast();
      });
    }
  }

  private endIfLast(): void {
    if (this.service.isClosing && this.connections.size === 0) {
      this.hasEnded?.();
    }
  }
}
