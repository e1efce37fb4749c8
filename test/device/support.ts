/** What the device suites share: pairs of connected streams and patterns whose every byte can be checked. */
import { TcpListener, TcpStream } from "async-io-ts";

/**
 * Whether time is virtual. There lateness is exact, and idle time is skipped; nobody tells the device the date, so that every run is the
 * same. In real time it may come late by what the host or the board does beside.
 */
export const isVirtual = Date.now() < 366 * 24 * 3600 * 1000;

export const loopback = "127.0.0.1:0";

/** Two ends of a connection over the device's own loopback; the listener is closed. */
export async function connectedPair(): Promise<[client: TcpStream, server: TcpStream]> {
  const listener = await TcpListener.bind(loopback);
  const [client, [server]] = await Promise.all([TcpStream.connect(listener.localAddress), listener.accept()]);
  listener.close();
  return [client, server];
}

/** The byte that belongs at an offset of a stream: a loss, a repetition or a swap shows at once. */
export function patternByte(offset: number, seed: number): number {
  return (offset * 31 + (offset >> 8) * 7 + (offset >> 16) * 3 + seed) & 0xff;
}

/** Sends `total` bytes of the pattern. The connection stays open: not every kernel's TCP can end one direction alone. */
export async function sendPattern(stream: TcpStream, total: number, seed: number): Promise<void> {
  const chunk = new Uint8Array(2048);
  for (let sent = 0; sent < total; sent += chunk.length) {
    const size = Math.min(chunk.length, total - sent);
    for (let i = 0; i < size; i++) {
      chunk[i] = patternByte(sent + i, seed);
    }
    await stream.writeAll(chunk.subarray(0, size));
  }
}

/** Reads `total` bytes, fewer only at the end of the stream; returns how many came and where the first wrong one was (-1: none). */
export async function receivePattern(
  stream: TcpStream,
  total: number,
  seed: number,
): Promise<{ received: number; wrongAt: number }> {
  const buffer = new Uint8Array(4096);
  let received = 0;
  let wrongAt = -1;
  while (received < total) {
    const count = await stream.read(buffer.subarray(0, Math.min(buffer.length, total - received)));
    if (count === 0) {
      break;
    }
    for (let i = 0; i < count && wrongAt < 0; i++) {
      if (buffer[i] !== patternByte(received + i, seed)) {
        wrongAt = received + i;
      }
    }
    received += count;
  }
  return { received, wrongAt };
}

/** Reads exactly `size` bytes, fewer only at the end of the stream. */
export async function readExactly(stream: TcpStream, size: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(size);
  let received = 0;
  while (received < size) {
    const count = await stream.read(buffer.subarray(received));
    if (count === 0) {
      break;
    }
    received += count;
  }
  return buffer.subarray(0, received);
}

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
export const text = (data: Uint8Array): string => new TextDecoder().decode(data);
