/** The reactor with poll() in the place of select(). */
import { deviceTests } from "../../harness/ava/device-tests.ts";

await deviceTests(new URL("tcp.device.ts", import.meta.url), { config: { AIO_SELECTOR_POLL: true } });
