import { deviceTests } from "../../harness/test/index.ts";

await deviceTests(new URL("buffers.device.ts", import.meta.url));
