/** Set-up's system packages: what is missing, who installs it, and what it says where it cannot. */
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import type { SetupError } from "../../../harness/base/setup-error.js";
import { inspect, type Tool, tools } from "../../../harness/setup/checks/index.ts";
import type { SetupContext } from "../../../harness/setup/context.ts";
import { findMissing, installTools } from "../../../harness/setup/steps/tools.ts";
import { Sandbox } from "./sandbox.ts";

const all: Tool[] = Object.values(tools);
/** Of a fake qemu-system-arm, made by a fake apt-get. */
const makeQemu = (box: Sandbox) =>
  `printf '#!/bin/sh\\necho QEMU emulator version 7.2.22\\n' > ${box.bin}/qemu-system-arm; /bin/chmod 755 ${box.bin}/qemu-system-arm`;

async function setUp(context: SetupContext): Promise<void> {
  const missing = await findMissing(all, context);
  if (missing.length > 0) {
    await installTools(missing, context);
  }
}

test("nothing is installed where every tool is there", async (t) => {
  const box = new Sandbox(t).withTools();
  box.fake("apt-get", "exit 0");
  await setUp(box.context());
  t.deepEqual(box.ran, []);
});

test("root installs what is missing with apt-get, after it read the lists", async (t) => {
  const box = new Sandbox(t).withTools().without("qemu-system-arm");
  box.fake("apt-get", `case $1 in install) ${makeQemu(box)};; esac`);
  await setUp(box.context());
  t.deepEqual(box.ran, ["apt-get update", "apt-get install -y --no-install-recommends qemu-system-arm"]);
  t.deepEqual(box.said, ["System packages: qemu-system-arm"]);
});

test("sudo without a password is used where the user is not root", async (t) => {
  const box = new Sandbox(t).withTools().without("qemu-system-arm");
  box.fake("sudo", 'shift; exec "$@"');
  box.fake("apt-get", `case $1 in install) ${makeQemu(box)};; esac`);
  await setUp(box.context({ uid: 1000 }));
  t.is(
    box.ran.filter((line) => line.startsWith("sudo -n env DEBIAN_FRONTEND=noninteractive apt-get")).length,
    2,
    box.ran.join("\n"),
  );
});

test("without root and sudo, the one command to type is in the error", async (t) => {
  const box = new Sandbox(t).withTools().without("qemu-system-arm").without("ninja");
  box.fake("apt-get", "exit 0");
  const error = await t.throwsAsync<SetupError>(setUp(box.context({ uid: 1000 })));
  t.is(error?.code, "ENOENT");
  t.is(error?.exitCode, 69);
  t.is(
    error?.message,
    [
      "These tools are missing:",
      "  qemu-system-arm (runs the firmware): not found",
      "  ninja (builds the firmware): not found",
      "Run this once, then run the command again:",
      "",
      "  su -c 'apt-get update && apt-get install -y --no-install-recommends qemu-system-arm ninja-build'",
      "",
    ].join("\n"),
  );
  t.deepEqual(box.ran, []);
});

test("where sudo wants a password and nobody is there, the command to type uses sudo", async (t) => {
  const box = new Sandbox(t).withTools().without("cmake");
  box.fake("sudo", 'echo "sudo: a password is required" >&2; exit 1');
  box.fake("apt-get", "exit 0");
  const error = await t.throwsAsync(setUp(box.context({ uid: 1000 })));
  t.regex(error?.message ?? "", /^ {2}sudo apt-get update && sudo apt-get install -y --no-install-recommends cmake$/m);
  t.deepEqual(box.ran, ["sudo -n true"]);
});

test("where somebody is there, sudo may ask for the password, after it was said what for", async (t) => {
  const box = new Sandbox(t).withTools().without("qemu-system-arm");
  const asked = `${box.root}/asked`;
  box.fake("sudo", `case $1 in -v) echo > ${asked};; -n) [ -e ${asked} ] || exit 1; shift; exec "$@";; esac`);
  box.fake("apt-get", `case $1 in install) ${makeQemu(box)};; esac`);
  await setUp(box.context({ uid: 1000, interactive: true }));
  t.deepEqual(box.said[0]?.split("\n"), [
    "System packages are missing: qemu-system-arm",
    "sudo may ask for your password to install them.",
  ]);
  t.is(box.ran.at(-1), "apt-get install -y --no-install-recommends qemu-system-arm");
});

test("where the password is not given, the command to type is in the error", async (t) => {
  const box = new Sandbox(t).withTools().without("qemu-system-arm");
  box.fake("sudo", "exit 1");
  const error = await t.throwsAsync(setUp(box.context({ uid: 1000, interactive: true })));
  t.regex(error?.message ?? "", /^ {2}sudo apt-get update && sudo apt-get install/m);
  t.deepEqual(box.ran, ["sudo -n true", "sudo -v"]);
});

const elsewhere = test.macro({
  exec: async (t, system: "fedora" | "arch", expected: string) => {
    const box = new Sandbox(t).withTools().without("qemu-system-arm").without("arm-none-eabi-gcc");
    const error = await t.throwsAsync(setUp(box.context({ system })));
    t.true(error?.message.includes(expected), error?.message);
  },
  title: (_, system) => `on ${system} the command to type is its own package manager's`,
});
test(elsewhere, "fedora", "dnf install -y arm-none-eabi-gcc-cs arm-none-eabi-newlib qemu-system-arm");
test(elsewhere, "arch", "pacman -S --needed --noconfirm arm-none-eabi-gcc arm-none-eabi-newlib qemu-system-arm");

test("on macOS the command to type is brew's", async (t) => {
  const box = new Sandbox(t).withTools().without("qemu-system-arm");
  const error = await t.throwsAsync(setUp(box.context({ platform: "darwin", uid: 501 })));
  t.regex(error?.message ?? "", /^ {2}brew install qemu$/m);
});

test("on an unknown system the tools are listed with what they are for", async (t) => {
  const box = new Sandbox(t).withTools().without("qemu-system-arm");
  const error = await t.throwsAsync(setUp(box.context({ system: "unknown" })));
  t.regex(error?.message ?? "", /qemu-system-arm \(runs the firmware\): not found/);
  t.regex(error?.message ?? "", /install these by hand/);
});

test("an old cargo is named with both versions, and Debian 12's cargo-web takes its place", async (t) => {
  const box = new Sandbox(t).withTools();
  box.answering("cargo", "cargo 0.66.0");
  box.fake(
    "apt-cache",
    "printf 'cargo:\\n  Installed: (none)\\n  Candidate: 0.66.0+ds1-1\\ncargo-web:\\n  Installed: (none)\\n  Candidate: 1.96.0+dfsg1\\n'",
  );
  const error = await t.throwsAsync(setUp(box.context({ uid: 1000 })));
  t.regex(error?.message ?? "", /cargo \(.*\): too old: 0\.66\.0, needed is 1\.85 or newer \(.*\/bin\/cargo\)/);
  t.regex(error?.message ?? "", /--no-install-recommends cargo-web'/);
});

test("Ubuntu's versioned cargo is chosen, and found under its own name", async (t) => {
  const box = new Sandbox(t).withTools();
  box.answering("cargo", "cargo 1.75.0");
  box.fake(
    "apt-cache",
    "printf 'cargo:\\n  Installed: (none)\\n  Candidate: 1.75.0\\ncargo-1.89:\\n  Installed: (none)\\n  Candidate: 1.89.0+dfsg\\n'",
  );
  const fake = `printf '#!/bin/sh\\necho cargo 1.89.0\\n' > ${box.bin}/cargo-1.89; /bin/chmod 755 ${box.bin}/cargo-1.89`;
  box.fake("apt-get", `case $1 in install) ${fake};; esac`);
  await setUp(box.context({ system: "ubuntu" }));
  t.is(box.ran.at(-1), "apt-get install -y --no-install-recommends cargo-1.89");
});

test("a good cargo in ~/.cargo/bin will do, although PATH does not have it", async (t) => {
  const box = new Sandbox(t).withTools().without("cargo");
  box.write(".cargo/bin/x", "");
  box.fake("cargo", "echo cargo 1.95.0", join(box.root, ".cargo", "bin"));
  t.deepEqual(await findMissing(all, box.context()), []);
});

test("a compiler without its C library is not enough", async (t) => {
  const box = new Sandbox(t).withTools();
  box.fake("arm-none-eabi-gcc", 'case $1 in -print*) echo nano.specs;; *) echo "gcc (15:12.2) 12.2.1";; esac');
  const missing = await findMissing(all, box.context());
  t.deepEqual(
    missing.map(({ tool }) => tool.packages.apt),
    ["libnewlib-arm-none-eabi"],
  );
});

test("a QEMU before 7.2 is too old, and AIO_QEMU names another", async (t) => {
  const box = new Sandbox(t).withTools();
  box.answering("qemu-system-arm", "QEMU emulator version 5.2.0");
  const [finding] = await findMissing(all, box.context());
  t.is(finding?.problem, "too old: 5.2.0, needed is 7.2 or newer");
  const other = box.answering("my-qemu", "QEMU emulator version 9.0.1");
  t.deepEqual(await findMissing(all, box.context({ env: { PATH: box.bin, AIO_QEMU: other } })), []);
});

test("a tool that does not run is no tool", async (t) => {
  const box = new Sandbox(t).withTools();
  box.fake("cmake", "exit 127");
  const [finding] = await findMissing(all, box.context());
  t.is(finding?.tool.name, "cmake");
  t.regex(finding?.problem ?? "", /^does not work: .*exit code 127/);
});

test("a link to a program of the same name is that program; one to another name may be a program that asks how it was called", async (t) => {
  const box = new Sandbox(t).withTools().without("ninja").without("cmake");
  const ninja = box.fake("ninja", "echo 1.11.1", box.write("elsewhere/.keep", "").replace("/.keep", ""));
  symlinkSync(ninja, join(box.bin, "ninja"));
  symlinkSync(box.answering("launcher", "cmake version 3.25.1"), join(box.bin, "cmake"));
  t.is((await inspect(tools.ninja, box.context())).path, ninja);
  t.is((await inspect(tools.cmake, box.context())).path, join(box.bin, "cmake"));
});

const failing = test.macro<[printed: string, code: string, advice: RegExp]>({
  exec: async (t, printed: string, code: string, advice: RegExp) => {
    const box = new Sandbox(t).withTools().without("ninja");
    box.fake("apt-get", `case $1 in install) echo "${printed}" >&2; exit 100;; esac`);
    const error = await t.throwsAsync<SetupError>(setUp(box.context()));
    t.regex(
      error?.message ?? "",
      /^Installing system packages failed: `env .*apt-get install .*ninja-build` ended with 100\./,
    );
    t.true(error?.message.includes(printed), "the command's own words are shown");
    t.regex(error?.message ?? "", advice);
    t.is(error?.code, code);
  },
  title: (_, printed) => `apt-get's "${printed.slice(0, 40)}…" is explained`,
});
test(failing, "E: Failed to fetch x  Temporary failure resolving 'a'", "ENETUNREACH", /There is no network/);
test(failing, "E: Could not get lock /var/lib/dpkg/lock-frontend", "EBUSY", /Another package manager is running/);
test(failing, "E: You don't have enough free space in /var/cache/apt/archives/.", "ENOSPC", /The disk is full/);

test("lists that cannot be read do not matter where the packages can be installed", async (t) => {
  const box = new Sandbox(t).withTools().without("qemu-system-arm");
  box.fake("apt-get", `case $1 in update) exit 100;; install) ${makeQemu(box)};; esac`);
  await t.notThrowsAsync(setUp(box.context()));
});

test("a package that was installed and is still too old is reported, not installed for ever", async (t) => {
  const box = new Sandbox(t).withTools();
  box.answering("cmake", "cmake version 3.10.2");
  box.fake("apt-get", "exit 0");
  const error = await t.throwsAsync(setUp(box.context()));
  t.regex(error?.message ?? "", /cmake .*too old: 3\.10\.2.*\n.*is an older one first on PATH/);
});
