import { deviceTests } from "../../harness/test/index.ts";

await deviceTests(new URL("limits.device.ts", import.meta.url));
