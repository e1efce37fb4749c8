/**
 * Three timers at once, to the microsecond. Ends by itself when none is left. Try it:
 *
 *     npm run -s async-io -- run examples/ticker.ts
 *     npm run -s async-io -- run examples/ticker.ts --time virtual
 */
import { Timer } from "async-io-ts";

const start = performance.now();

function show(name: string, instant: number): void {
  const late = (performance.now() - instant) * 1000;
  console.log(`${(instant - start).toFixed(3).padStart(9)} ms  ${name.padEnd(8)} ${late.toFixed(0)} µs late`);
}

async function tick(name: string, period: number, times: number): Promise<void> {
  let count = 0;
  // Yields the instants that were scheduled, without drift, however late this loop is.
  for await (const instant of Timer.interval(period)) {
    show(name, instant);
    if (++count === times) {
      break;
    }
  }
}

async function once(milliseconds: number): Promise<void> {
  show("once", await Timer.after(milliseconds));
}

await Promise.all([tick("second", 1000, 3), tick("quarter", 250, 12), once(333.3)]);
