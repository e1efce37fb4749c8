import { deviceTests } from "../../harness/test/index.ts";

await deviceTests(new URL("tcp.device.ts", import.meta.url));
