/** The load generator: a process of its own, because the one of the benchmark carries the network's frames. */
import { Connection } from "./connection.ts";
import { drive, open } from "./drive.ts";
import { move } from "./move.ts";
import type { Answer, Request } from "./protocol.ts";

const sets: (readonly Connection[])[] = [];

async function answer(request: Request): Promise<Answer> {
  switch (request.do) {
    case "open": {
      const { host, port, connections } = request;
      return { set: sets.push(await open(connections, () => Connection.open(host, port))) - 1 };
    }
    case "load":
      return { load: await drive(sets[request.set] ?? [], request) };
    case "close":
      for (const connection of sets[request.set] ?? []) {
        connection.close();
      }
      return { closed: true };
    case "move":
      return { moved: await move(request) };
  }
}

let last: Promise<void> = Promise.resolve();
process.on("message", (request: Request) => {
  last = last
    .then(() => answer(request))
    .catch((error: Error): Answer => ({ error: error.message }))
    .then((result) => void process.send?.(result));
});
process.on("disconnect", () => process.exit());
