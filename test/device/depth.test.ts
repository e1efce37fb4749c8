import { deviceTests } from "../../harness/test/index.ts";

await deviceTests(new URL("depth.device.ts", import.meta.url));
