/** Which Zephyr plain CMake takes for the firmware and for the module, and what it says of another version. */
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { execa } from "execa";
import { root } from "../../harness/base/paths.js";
import { temporaryFolder } from "../support/temporary-folder.ts";

const folder = temporaryFolder("async-io-ts-version-");

const newer = "VERSION_MAJOR = 4\nVERSION_MINOR = 1\nPATCHLEVEL = 0\nVERSION_TWEAK = 0\n";
const refusal =
  /newer is Zephyr 4\.1\.0, and async-io-ts is written for Zephyr 3\.7: docs\/zephyr\.md says how `west init -l` and `west update`/;

/** A folder that is a Zephyr of that version, and nothing more. */
function zephyr(path: string, version: string | undefined): string {
  mkdirSync(path, { recursive: true });
  if (version !== undefined) {
    writeFileSync(join(path, "VERSION"), version);
  }
  return path;
}

async function cmake(args: readonly string[], zephyrBase?: string): Promise<string> {
  const env = { ZEPHYR_BASE: zephyrBase };
  const { all, failed } = await execa("cmake", args, { env, reject: false, all: true, cwd: folder });
  return failed ? all.replaceAll(/\s+/g, " ") : "it was configured";
}

/** What CMake says of the firmware where ZEPHYR_BASE is a folder. */
function configure(name: string, version?: string): Promise<string> {
  const args = ["-S", join(root, "firmware"), "-B", join(folder, `${name}-build`), "-DBOARD=mps2/an385"];
  return cmake(args, zephyr(join(folder, name), version));
}

/** What CMake says of a checkout in a workspace, whose Zephyr is where its configuration says. */
function configureIn(name: string, config: string, version?: string): Promise<string> {
  const workspace = join(folder, name);
  const firmware = join(workspace, "async-io-ts", "firmware");
  zephyr(join(workspace, "deps", "newer"), version);
  mkdirSync(join(workspace, ".west"));
  writeFileSync(join(workspace, ".west", "config"), config);
  for (const file of ["CMakeLists.txt", "ports/zephyr/board.cmake", "core/version.cmake"]) {
    cpSync(join(root, "firmware", file), join(firmware, file));
  }
  return cmake(["-S", firmware, "-B", join(workspace, "build"), "-DBOARD=mps2/an385"]);
}

test("plain CMake refuses another Zephyr with both versions and what makes a workspace", async (t) => {
  t.regex(await configure("newer", newer), refusal);
});

test("plain CMake names a ZEPHYR_BASE that leads nowhere", async (t) => {
  t.regex(await configure("empty"), /ZEPHYR_BASE=\S*empty is no Zephyr: .* `west update`/);
});

test("without ZEPHYR_BASE the workspace's Zephyr is looked at", async (t) => {
  t.regex(
    await configureIn("workspace", "[manifest]\npath = async-io-ts\n\n[zephyr]\nbase = deps/newer\n", newer),
    refusal,
  );
});

test("a workspace that was not updated yet is named", async (t) => {
  const said = await configureIn("fresh", "[manifest]\npath = async-io-ts\n");
  t.regex(said, /the workspace's \S*fresh\/zephyr is no Zephyr: .* Run `west update` in the workspace/);
});

test("an application that takes the module alone is told of another Zephyr too", async (t) => {
  const script = join(folder, "module.cmake");
  const module = join(root, "firmware", "core", "CMakeLists.txt");
  const base = zephyr(join(folder, "module", "newer"), newer);
  writeFileSync(script, `set(CONFIG_AIO y)\nset(ZEPHYR_BASE ${base})\ninclude(${module})\n`);
  t.regex(await cmake(["-P", script]), refusal);
  writeFileSync(script, `set(ZEPHYR_BASE ${base})\ninclude(${module})\n`);
  t.is(await cmake(["-P", script]), "it was configured", "one that does not switch it on is left alone");
});
