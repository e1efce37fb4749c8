import type { BenchmarkContext, Figure } from "../../harness/bench/index.ts";
import { recordOf } from "../measure/record.ts";
import { INSTRUCTION_NS } from "../measure/usage.ts";

/** Nanoseconds. */
interface CostInC {
  readonly loop: number;
  readonly few: number;
  readonly many: number;
}

interface CostInTypeScript {
  readonly few: { readonly move: number; readonly timeout: number };
  readonly many: { readonly move: number; readonly timeout: number };
}

/** What setting a timer costs among 8 and among 1,024: the C function alone, and from TypeScript. */
export async function measureCosts(context: BenchmarkContext, firmware: string): Promise<Figure[]> {
  const options = { firmware, time: "virtual", network: false } as const;
  context.say("  the cost of setting one");
  const c = await recordOf<CostInC>({ builtin: "timer-cost" }, context, options);
  const { few, many } = await recordOf<CostInTypeScript>("bench/device/timer-cost.ts", context, options);
  return [
    ...compare("aio_timer_set()", c.few - c.loop, c.many - c.loop),
    ...compare("timer.setAfter()", few.move, many.move),
    ...compare("setTimeout() and clearTimeout()", few.timeout, many.timeout),
  ];
}

function compare(what: string, few: number, many: number): Figure[] {
  return [
    { name: `${what} among 8`, value: few / INSTRUCTION_NS, unit: "instructions" },
    { name: `${what} among 1,024`, value: many / INSTRUCTION_NS, unit: "instructions" },
    { name: `${what}, 1,024 / 8`, value: many / few, unit: "", aim: { atMost: 2 } },
  ];
}
