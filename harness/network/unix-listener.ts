import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NetworkError } from "./error.ts";

/** Socket addresses hold 104 bytes on macOS, 108 on Linux, one of them a NUL. */
const longestPath = 103;

/** A Unix socket for exactly one peer. */
export interface UnixListener {
  readonly path: string;
  /** Removes the socket, where the peer has not come. */
  close(): Promise<void>;
}

/**
 * Listens on a Unix socket of its own until one peer has connected; socket and folder are gone then.
 *
 * @throws NetworkError with the system's code where there can be no such socket
 */
export async function listenOnce(connected: (socket: Socket) => void): Promise<UnixListener> {
  const folder = await mkdtemp(join(shortEnough(tmpdir()), `async-io-${process.pid}-`));
  const path = join(folder, "n");
  const server = createServer({ allowHalfOpen: true });
  const close = async () => {
    server.close();
    await rm(folder, { recursive: true, force: true });
  };
  server.once("connection", (socket) => {
    void close();
    connected(socket);
  });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject).listen(path, resolve);
    });
  } catch (error) {
    await close();
    const { code = "EIO", message } = error as NodeJS.ErrnoException;
    throw new NetworkError(`cannot make the socket by which a device joins the network: ${message}`, code, error);
  }
  return { path, close };
}

function shortEnough(folder: string): string {
  return join(folder, `async-io-${process.pid}-XXXXXX`, "n").length > longestPath ? "/tmp" : folder;
}
