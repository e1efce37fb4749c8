import { deviceTests } from "../../harness/ava/device-tests.ts";

await deviceTests(new URL("lacking.device.ts", import.meta.url));
