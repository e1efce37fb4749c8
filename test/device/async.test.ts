import { deviceTests } from "../../harness/test/index.ts";

await deviceTests(new URL("async.device.ts", import.meta.url));
