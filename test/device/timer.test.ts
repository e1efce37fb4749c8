import { deviceTests } from "../../harness/test/index.ts";

await deviceTests(new URL("timer.device.ts", import.meta.url), { time: "virtual" });
