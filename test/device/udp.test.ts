import { deviceTests } from "../../harness/test/index.ts";

await deviceTests(new URL("udp.device.ts", import.meta.url));
