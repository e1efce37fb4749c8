import { deviceTests } from "../../harness/ava/device-tests.ts";

await deviceTests(new URL("async.device.ts", import.meta.url));
