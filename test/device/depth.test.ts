import { deviceTests } from "../../harness/ava/device-tests.ts";

await deviceTests(new URL("depth.device.ts", import.meta.url));
