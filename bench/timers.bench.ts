/** How late timers are, and what it costs to set one. All of it in virtual time: the figures are the same on every machine. */
import type { Benchmark, BenchmarkContext, Figure } from "../harness/bench/index.ts";
import type { Config } from "../harness/build/kconfig.ts";
import { chooseDevice } from "../harness/device/choose-device.ts";
import { benchConfig, benchFirmware } from "./measure/contenders.ts";
import { measureCosts } from "./timers/cost.ts";
import { measureLateness } from "./timers/lateness.ts";

const benchmark: Benchmark = {
  title: "lateness, and what setting one costs, at 32 ns an instruction",
  async run(context: BenchmarkContext): Promise<Figure[]> {
    const config: Config = {
      ...benchConfig(context),
      AIO_MAX_TIMERS: 1024,
      // 1,024 promises and the samples do not fit into the 256 KB that JerryScript has by default.
      ...(chooseDevice(context.device).engine === "jerryscript" && { AIO_JS_HEAP_SIZE: 512 * 1024 }),
    };
    const { elf } = await benchFirmware(context, config);
    return [...(await measureLateness(context, elf)), ...(await measureCosts(context, elf))];
  },
};

export default benchmark;
