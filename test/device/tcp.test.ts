import { deviceTests } from "../../harness/ava/device-tests.ts";

await deviceTests(new URL("tcp.device.ts", import.meta.url));
