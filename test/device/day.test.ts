import { deviceTests } from "../../harness/test/index.ts";

await deviceTests(new URL("day.device.ts", import.meta.url), { time: "virtual" });
