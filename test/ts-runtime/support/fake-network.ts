const EBADF = 9;
const EAGAIN = 11;
const EINVAL = 22;
const EMFILE = 24;
const EPIPE = 32;
const ECONNRESET = 104;
const ENOTSOCK = 108;
const ECONNREFUSED = 111;
const EADDRINUSE = 112;
const EINPROGRESS = 119;
const EDESTADDRREQ = 121;
const ENOTCONN = 128;

interface Endpoint {
  address: string;
  port: number;
}

interface Datagram {
  bytes: Uint8Array;
  from: Endpoint;
}

/** One socket of the simulated stack. */
interface FakeSocket {
  fd: number;
  stream: boolean;
  local: Endpoint;
  peer: Endpoint | undefined;
  /** Of a listener: connections that wait to be accepted. */
  backlog: FakeSocket[] | undefined;
  /** The other end of a connection. */
  other: FakeSocket | undefined;
  connecting: boolean;
  error: number;
  received: number[];
  datagrams: Datagram[];
  ended: boolean;
  writeShut: boolean;
  noDelay: boolean;
  closed: boolean;
  /** The next read finds that the connection was reset. */
  broken: boolean;
}

/** An address that never answers: a connect to it hangs. */
export const silent = "10.0.2.250";

/** Sockets in memory, every one of which reaches every other: TCP with a receive buffer of `room` bytes, and UDP. */
export class FakeNetwork {
  /** How many sockets there may be. */
  capacity = 24;
  /** Bytes of a receive buffer. */
  room = 2048;
  /** Mistakes of the runtime: a descriptor that was closed twice, say. */
  readonly violations: string[] = [];
  last: Endpoint = { address: "", port: 0 };
  readonly #sockets = new Map<number, FakeSocket>();
  #nextFd = 3;
  #nextPort = 50_000;

  get open(): number {
    return this.#sockets.size;
  }

  socket(type: number): number {
    if (this.#sockets.size >= this.capacity) {
      return -EMFILE;
    }
    return this.#add(type === 1).fd;
  }

  close(fd: number): number {
    const socket = this.#sockets.get(fd);
    if (socket === undefined) {
      this.violations.push(`close(${fd}): no such descriptor`);
      return -EBADF;
    }
    this.#sockets.delete(fd);
    socket.closed = true;
    if (socket.other !== undefined) {
      socket.other.ended = true;
    }
    for (const waiting of socket.backlog ?? []) {
      this.close(waiting.fd);
    }
    return 0;
  }

  bind(fd: number, address: string, port: number): number {
    return this.#with(fd, (socket) => {
      if (!/^[\d.]+$|:/.test(address)) {
        return -EINVAL;
      }
      const taken = [...this.#sockets.values()].some(
        (other) => other.stream === socket.stream && !other.peer && other.local.port === port && port !== 0,
      );
      if (taken) {
        return -EADDRINUSE;
      }
      socket.local = { address, port: port === 0 ? this.#nextPort++ : port };
      return 0;
    });
  }

  listen(fd: number): number {
    return this.#with(fd, (socket) => {
      socket.backlog = [];
      return 0;
    });
  }

  connect(fd: number, address: string, port: number): number {
    return this.#with(fd, (socket) => {
      socket.peer = { address, port };
      if (!socket.stream) {
        return 0;
      }
      socket.local = { address: "127.0.0.1", port: this.#nextPort++ };
      socket.connecting = address === silent;
      const listener = [...this.#sockets.values()].find(({ backlog, local }) => backlog && local.port === port);
      if (listener === undefined) {
        socket.error = ECONNREFUSED;
      } else {
        const other = this.#add(true);
        other.local = { address, port };
        other.peer = socket.local;
        other.other = socket;
        socket.other = other;
        listener.backlog?.push(other);
      }
      return -EINPROGRESS;
    });
  }

  accept(fd: number): number {
    return this.#with(fd, (socket) => {
      const accepted = socket.backlog?.shift();
      if (accepted === undefined) {
        return -EAGAIN;
      }
      this.last = accepted.peer as Endpoint;
      return accepted.fd;
    });
  }

  receive(fd: number, buffer: Uint8Array, flags: number): number {
    return this.#with(fd, (socket) => {
      if (socket.stream) {
        return this.#read(socket, buffer, (flags & 1) !== 0);
      }
      const datagram = (flags & 1) !== 0 ? socket.datagrams[0] : socket.datagrams.shift();
      if (datagram === undefined) {
        return -EAGAIN;
      }
      const part = datagram.bytes.subarray(0, buffer.length);
      buffer.set(part);
      this.last = datagram.from;
      return part.length;
    });
  }

  send(fd: number, bytes: Uint8Array): number {
    return this.#with(fd, (socket) => {
      if (!socket.stream) {
        return socket.peer === undefined ? -EDESTADDRREQ : this.#deliver(socket, bytes, socket.peer);
      }
      const { other } = socket;
      if (socket.writeShut) {
        return -EPIPE;
      }
      if (other === undefined) {
        return -ENOTCONN;
      }
      if (other.closed) {
        return -ECONNRESET;
      }
      const count = Math.min(bytes.length, this.room - other.received.length);
      other.received.push(...bytes.subarray(0, count));
      return count === 0 && bytes.length > 0 ? -EAGAIN : count;
    });
  }

  sendTo(fd: number, bytes: Uint8Array, address: string, port: number): number {
    return this.#with(fd, (socket) =>
      /^[\d.]+$|:/.test(address) ? this.#deliver(socket, bytes, { address, port }) : -EINVAL,
    );
  }

  shutdown(fd: number, how: number): number {
    return this.#with(fd, (socket) => {
      if (socket.other === undefined) {
        return -ENOTCONN;
      }
      socket.writeShut ||= how !== 0;
      socket.ended ||= how !== 1;
      socket.other.ended ||= how !== 0;
      return 0;
    });
  }

  socketError(fd: number): number {
    return this.#with(fd, (socket) => {
      const { error } = socket;
      socket.error = 0;
      return error;
    });
  }

  noDelay(fd: number, on?: number): number {
    return this.#with(fd, (socket) => {
      if (!socket.stream) {
        return -ENOTSOCK;
      }
      socket.noDelay = on === undefined ? socket.noDelay : on !== 0;
      return on === undefined ? Number(socket.noDelay) : 0;
    });
  }

  localAddress(fd: number): number {
    return this.#with(fd, ({ local }) => {
      this.last = local;
      return 0;
    });
  }

  peerAddress(fd: number): number {
    return this.#with(fd, ({ peer }) => {
      if (peer === undefined) {
        return -ENOTCONN;
      }
      this.last = peer;
      return 0;
    });
  }

  exists(fd: number): boolean {
    return this.#sockets.has(fd);
  }

  /** What select would say: bits of readable (1) and writable (2). */
  /** Resets a connection: its next read says so, and those after find its end. */
  breakConnection(fd: number): void {
    this.#with(fd, (socket) => {
      socket.broken = true;
      socket.ended = true;
      return 0;
    });
  }

  readiness(fd: number): number {
    const socket = this.#sockets.get(fd);
    if (socket === undefined) {
      return 3;
    }
    if (!socket.stream) {
      return socket.datagrams.length > 0 ? 3 : 2;
    }
    if (socket.backlog !== undefined) {
      return socket.backlog.length > 0 ? 1 : 0;
    }
    if (socket.error !== 0) {
      return socket.connecting ? 0 : 3;
    }
    const { other } = socket;
    const readable = socket.received.length > 0 || socket.ended;
    const writable = other !== undefined && (other.closed || other.received.length < this.room);
    return (readable ? 1 : 0) | (writable ? 2 : 0);
  }

  #add(stream: boolean): FakeSocket {
    const socket: FakeSocket = {
      fd: this.#nextFd++,
      stream,
      local: { address: "0.0.0.0", port: 0 },
      peer: undefined,
      backlog: undefined,
      other: undefined,
      connecting: false,
      error: 0,
      received: [],
      datagrams: [],
      ended: false,
      writeShut: false,
      noDelay: false,
      closed: false,
      broken: false,
    };
    this.#sockets.set(socket.fd, socket);
    return socket;
  }

  #with(fd: number, use: (socket: FakeSocket) => number): number {
    const socket = this.#sockets.get(fd);
    return socket === undefined ? -EBADF : use(socket);
  }

  #read(socket: FakeSocket, buffer: Uint8Array, peek: boolean): number {
    const { received } = socket;
    if (socket.broken) {
      socket.broken = false;
      return -ECONNRESET;
    }
    if (received.length === 0) {
      return socket.ended ? 0 : socket.other === undefined ? -ENOTCONN : -EAGAIN;
    }
    const count = Math.min(buffer.length, received.length);
    buffer.set(peek ? received.slice(0, count) : received.splice(0, count));
    return count;
  }

  #deliver(from: FakeSocket, bytes: Uint8Array, to: Endpoint): number {
    for (const socket of this.#sockets.values()) {
      const hears = socket.peer === undefined || socket.peer.port === from.local.port;
      if (!socket.stream && socket.local.port === to.port && hears) {
        socket.datagrams.push({ bytes: bytes.slice(), from: { address: "127.0.0.1", port: from.local.port } });
      }
    }
    return bytes.length;
  }
}
