import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { execa } from "execa";
import { root } from "../../harness/root.ts";

const folder = mkdtempSync(join(tmpdir(), "async-io-ts-version-"));
test.after.always(() => rmSync(folder, { recursive: true, force: true }));

/** What CMake says of the firmware where ZEPHYR_BASE is a folder with no more than this. */
async function configure(name: string, version?: string): Promise<string> {
  const zephyr = join(folder, name);
  mkdirSync(zephyr);
  if (version !== undefined) {
    writeFileSync(join(zephyr, "VERSION"), version);
  }
  const args = ["-S", join(root, "firmware"), "-B", join(folder, `${name}-build`), "-DBOARD=mps2/an385"];
  const { all, failed } = await execa("cmake", args, { env: { ZEPHYR_BASE: zephyr }, reject: false, all: true });
  return failed ? all.replaceAll(/\s+/g, " ") : "it was configured";
}

test("plain CMake refuses another Zephyr with both versions and what makes a workspace", async (t) => {
  const said = await configure("newer", "VERSION_MAJOR = 4\nVERSION_MINOR = 1\nPATCHLEVEL = 0\nVERSION_TWEAK = 0\n");
  t.regex(
    said,
    /newer is Zephyr 4\.1\.0, and this firmware is written for Zephyr 3\.7: `west init -l \.` and `west update`/,
  );
});

test("plain CMake names a ZEPHYR_BASE that leads nowhere", async (t) => {
  t.regex(await configure("empty"), /ZEPHYR_BASE=\S*empty is no Zephyr: .* `west update`/);
});
