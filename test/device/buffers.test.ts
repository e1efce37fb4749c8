import { deviceTests } from "../../harness/ava/device-tests.ts";

await deviceTests(new URL("buffers.device.ts", import.meta.url));
