import { deviceTests } from "../../harness/ava/device-tests.ts";

await deviceTests(new URL("fetch.device.ts", import.meta.url));
