import { once } from "node:events";
import { connect } from "node:net";
import type { Move } from "./protocol.ts";

const chunk = Buffer.alloc(65_536, "0123456789abcdef");

/** Has a device move bytes, and takes the time from the first one to the device's full stop: in milliseconds. */
export async function move({ host, port, way, bytes }: Move): Promise<number> {
  const socket = connect({ host, port });
  await once(socket, "connect");
  const wanted = way === "source" ? bytes + 1 : 1;
  let received = 0;
  const done = new Promise<void>((resolve, reject) => {
    socket.on("data", (data) => {
      received += data.length;
      if (received === wanted) {
        resolve();
      }
    });
    socket.on("error", reject);
    socket.on("close", () =>
      reject(new Error(`the device closed the connection after ${received} of ${wanted} bytes`)),
    );
  });
  const started = performance.now();
  socket.write(`${way} ${bytes}\n`);
  if (way === "sink") {
    for (let missing = bytes; missing > 0; missing -= Math.min(missing, chunk.length)) {
      if (!socket.write(chunk.subarray(0, missing))) {
        await Promise.race([once(socket, "drain"), done]);
      }
    }
  }
  await done;
  socket.destroy();
  return performance.now() - started;
}
