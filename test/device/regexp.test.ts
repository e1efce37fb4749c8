import { deviceTests } from "../../harness/ava/device-tests.ts";

await deviceTests(new URL("regexp.device.ts", import.meta.url));
