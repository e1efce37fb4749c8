import { chooseDevice } from "../../harness/device/options.ts";
import { deviceTests } from "../../harness/test/index.ts";

await deviceTests(new URL("tcp.device.ts", import.meta.url), { args: [chooseDevice({}).kernel] });
