import { deviceTests } from "../../harness/ava/device-tests.ts";

await deviceTests(new URL("limits.device.ts", import.meta.url));
