/**
 * A client that asks a server over and over, and waits longer each time it gets no answer. Its argument is the server's address, which
 * sends back what it is sent, as examples/echo.ts does. Its test is test/examples/retry.test.ts.
 *
 *     npm run -s async-io -- run examples/retry.ts -- 10.0.2.250:7
 */
import { args, sleep, TcpStream, timeout } from "async-io-ts";

const server = args[0] ?? "10.0.2.250:7";
/** How long an answer may take, how long to wait after it, and after failures: the first, and at most. Milliseconds. */
const patience = 500;
const period = 100;
const backoff = { first: 100, most: 1600 };

/** One question, one answer, on a connection of its own. */
async function ask(signal: AbortSignal): Promise<string> {
  await using stream = await TcpStream.connect(server, { signal });
  await stream.writeAll(new TextEncoder().encode("?"), { signal });
  const answer = new Uint8Array(16);
  const count = await stream.read(answer, { signal });
  return new TextDecoder().decode(answer.subarray(0, count));
}

for (let failures = 0, said = ""; ; ) {
  let wait = period;
  try {
    await timeout(patience, ask);
    said = say(failures === 0 ? "it answers" : `it answers again, after ${failures} failures`, said);
    failures = 0;
  } catch (error) {
    wait = Math.min(backoff.first * 2 ** failures++, backoff.most);
    said = say(`${(error as { code?: string }).code}: trying again in ${wait} ms`, said);
  }
  await sleep(wait);
}

/** Says what is new, and when. */
function say(text: string, said: string): string {
  if (text !== said) {
    console.log(`${(performance.now() / 1000).toFixed(2)} s  ${text}`);
  }
  return text;
}
