import { deviceTests } from "../../harness/ava/device-tests.ts";

await deviceTests(new URL("globals.device.ts", import.meta.url));
