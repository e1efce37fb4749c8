import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";

/**
 * Gives out slots to the processes of a test run: whoever connects is sent a byte when it has one, and gives it back by ending the
 * connection. A process that dies gives back what it had. It listens on a port of this machine, as the path of a socket may be too long.
 */
export async function serveSlots(count: number): Promise<{ server: Server; port: number }> {
  const waiting: Socket[] = [];
  let free = count;
  const next = () => {
    for (; free > 0 && waiting.length > 0; free--) {
      waiting.shift()?.write("!");
    }
  };
  const server = createServer((socket) => {
    waiting.push(socket);
    socket
      .on("error", () => {})
      .resume()
      .unref();
    socket.once("close", () => {
      const place = waiting.indexOf(socket);
      if (place < 0) {
        free++;
      } else {
        waiting.splice(place, 1);
      }
      next();
    });
    next();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  server.unref();
  return { server, port: (server.address() as AddressInfo).port };
}
