import type { TcpStream } from "async-io-ts";

/** Sends back what it receives, until the other end has sent everything. */
export async function echo(stream: TcpStream): Promise<void> {
  await using connection = stream;
  for await (const chunk of connection) {
    await connection.writeAll(chunk);
  }
}
