import { deviceTests } from "../../harness/test/index.ts";

await deviceTests(new URL("buf-reader.device.ts", import.meta.url));
