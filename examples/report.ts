/**
 * Sends readings to a server, and goes on where that is away for a while. Try it with a server of yours:
 *
 *     npm run -s async-io -- run examples/report.ts -- http://10.0.2.2:8080/readings
 */
import { args, sleep } from "async-io-ts";

const url = args[0] ?? "http://10.0.2.2:8080/readings";

async function report(reading: object): Promise<void> {
  const body = JSON.stringify(reading);
  const headers = { "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", body, headers, signal: AbortSignal.timeout(2000) });
  // Read to its end, so that the connection serves the next request.
  const answer = await response.text();
  if (!response.ok) {
    throw new Error(`${response.status} ${answer}`);
  }
}

for (let number = 0; number < 5; ) {
  try {
    await report({ number, celsius: 20 + number });
    console.log(`reading ${number} is there`);
    number++;
  } catch (error) {
    console.log(`reading ${number}: ${(error as Error).message}`);
    await sleep(100);
  }
}
