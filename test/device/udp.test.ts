import { deviceTests } from "../../harness/ava/device-tests.ts";

await deviceTests(new URL("udp.device.ts", import.meta.url));
