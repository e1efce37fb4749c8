/** Puts a fake host where the runtime looks for it. Imported before any module of the runtime. */
import { FakeHost } from "./fake-host.ts";

export const fake = new FakeHost();

(globalThis as { host?: unknown }).host = fake.host;
