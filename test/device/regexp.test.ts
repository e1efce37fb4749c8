import { deviceTests } from "../../harness/test/index.ts";

await deviceTests(new URL("regexp.device.ts", import.meta.url));
