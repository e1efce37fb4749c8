import { deviceTests } from "../../harness/ava/device-tests.ts";

await deviceTests(new URL("timer.device.ts", import.meta.url), { time: "virtual" });
