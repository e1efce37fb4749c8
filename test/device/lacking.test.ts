import { deviceTests } from "../../harness/test/index.ts";

await deviceTests(new URL("lacking.device.ts", import.meta.url));
