import { deviceTests } from "../../harness/ava/device-tests.ts";

await deviceTests(new URL("redirections.device.ts", import.meta.url));
