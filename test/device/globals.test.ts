import { deviceTests } from "../../harness/test/index.ts";

await deviceTests(new URL("globals.device.ts", import.meta.url));
