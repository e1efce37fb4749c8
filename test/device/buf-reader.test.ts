import { deviceTests } from "../../harness/ava/device-tests.ts";

await deviceTests(new URL("buf-reader.device.ts", import.meta.url));
