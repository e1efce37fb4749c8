import { fileURLToPath } from "node:url";
import test from "ava";
import { runOnHost } from "../../../tools/conformance/host-engine.ts";

test("an engine that crashes is told apart from a program that fails", async (t) => {
  const crash = fileURLToPath(new URL("fixtures/crash.sh", import.meta.url));
  const { signal } = new AbortController();
  t.deepEqual(await runOnHost(crash, "", { limit: 1, signal }), { end: "crash", message: "SIGSEGV" });
});
