import { deviceTests } from "../../harness/ava/device-tests.ts";

await deviceTests(new URL("day.device.ts", import.meta.url), { time: "virtual" });
