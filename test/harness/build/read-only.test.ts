/** A package that cannot be written, as in a container of somebody else's: what is built already runs. */
import { join } from "node:path";
import test from "ava";
import { execa } from "execa";
import { root } from "../../../harness/base/paths.js";
import { ensureFirmware } from "../../../harness/build/firmware.ts";
import { needs } from "../../support/needs.ts";

const namespace = ["unshare", "--mount", "--map-root-user"] as const;
const canMount = !(await execa(namespace[0], [...namespace.slice(1), "true"], { reject: false })).failed;
const mounting = needs("a kernel that lets this user mount", canMount, test.serial);

/** Runs `async-io` where this package is read-only for it. */
function readOnly(...args: readonly string[]) {
  const script = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"';
  const command = [process.execPath, join(root, "bin", "async-io.js"), ...args];
  return execa(namespace[0], [...namespace.slice(1), "sh", "-c", script, root, ...command], { reject: false });
}

mounting("a firmware that is built is taken where nothing can be written", async (t) => {
  const { elf } = await ensureFirmware({ kernel: "freertos", engine: "quickjs", board: "mps2_an385" });
  const { exitCode, stdout, stderr } = await readOnly("build", "--kernel", "freertos", "--engine", "quickjs");
  t.is(exitCode, 0, stderr);
  t.is(stdout, elf);
});

mounting("one that is not built says that nothing can be written", async (t) => {
  const { exitCode, stderr } = await readOnly("build", "--kernel", "freertos", "--config", "AIO_MAX_TIMERS=63");
  t.is(exitCode, 73);
  t.regex(stderr, /EROFS: read-only file system.*\nThe file system there is read-only: mount it for writing/);
});
