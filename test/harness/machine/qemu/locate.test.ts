/** Which QEMU is taken, on a machine of fakes that each tell a version of their own. */
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { BootError, UsageError } from "../../../../harness/base/errors.ts";
import { findQemu, type Places } from "../../../../harness/machine/qemu/locate.ts";

const program = "qemu-system-arm";

/** A machine with a project of the user's, this package, and a folder on PATH. */
class Machine {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "aio-qemu-")));
  readonly project = join(this.folder, "project");
  readonly own = join(this.folder, "own");
  readonly bin = join(this.folder, "bin");
  readonly places: Places = { project: this.project, own: this.own, path: this.bin };

  constructor(t: ExecutionContext) {
    t.teardown(() => rmSync(this.folder, { recursive: true, force: true }));
  }

  /** A program at a path; by default a QEMU of that version. */
  install(path: string, version: string, script = `echo "QEMU emulator version ${version}"`): string {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
  }

  /** What `xpm install` leaves: the package in a store of the user's, and a link in the project. Returns the link. */
  xpack(folder: string, version: string, script?: string): string {
    const store = join(this.folder, "store", version, ".content", "bin", program);
    this.install(store, version, script);
    const link = join(folder, "xpacks", ".bin", program);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(store, link);
    return link;
  }
}

test("the one that is named comes before all others", async (t) => {
  const machine = new Machine(t);
  const path = machine.install(join(machine.folder, "named"), "8.0.1");
  machine.xpack(machine.project, "9.2.4");
  machine.install(join(machine.bin, program), "7.2.22");
  t.deepEqual(await findQemu(path, machine.places), { path, version: "8.0.1" });
});

test("then come the xPack of the project, the xPack of this package, and PATH", async (t) => {
  const machine = new Machine(t);
  const onPath = machine.install(join(machine.bin, program), "7.2.22");
  t.deepEqual(await findQemu("", machine.places), { path: onPath, version: "7.2.22" });
  const own = machine.xpack(machine.own, "8.2.6");
  t.deepEqual(await findQemu("", machine.places), { path: own, version: "8.2.6" });
  const project = machine.xpack(machine.project, "9.2.4");
  t.deepEqual(await findQemu("", machine.places), { path: project, version: "9.2.4" });
});

test.serial("the project is the current folder", async (t) => {
  const machine = new Machine(t);
  const path = machine.xpack(machine.project, "9.2.4");
  const before = process.cwd();
  process.chdir(machine.project);
  t.teardown(() => process.chdir(before));
  t.is((await findQemu("")).path, path);
});

test("without any, the message names both places and what to install", async (t) => {
  const machine = new Machine(t);
  const error = await t.throwsAsync<BootError>(findQemu("", machine.places), { instanceOf: BootError, code: "ENOENT" });
  t.regex(error?.message ?? "", /not found in xpacks\/\.bin and PATH: install .*@xpack-dev-tools\/qemu-arm/);
});

test("one that is named and missing is a mistake of the command line", async (t) => {
  const machine = new Machine(t);
  machine.xpack(machine.project, "9.2.4");
  const error = await t.throwsAsync(findQemu("/no/qemu", machine.places), { instanceOf: UsageError, code: "ENOENT" });
  t.regex(error?.message ?? "", /no QEMU at \/no\/qemu/);
});

test("an xPack whose link leads nowhere is told of, and PATH's is not run in its place", async (t) => {
  const machine = new Machine(t);
  machine.install(join(machine.bin, program), "7.2.22");
  const link = machine.xpack(machine.project, "9.2.4");
  rmSync(join(machine.folder, "store"), { recursive: true });
  const error = await t.throwsAsync(findQemu("", machine.places), { instanceOf: BootError, code: "ENOENT" });
  t.is(
    error?.message,
    `${link} does not lead to a program: run \`xpm install\` again in ${machine.project}, or remove its folder xpacks`,
  );
});

const broken = test.macro<[what: string, script: string | undefined, version: string, code: string, words: RegExp]>({
  exec: async (t, _, script, version, code, words) => {
    const machine = new Machine(t);
    machine.install(join(machine.bin, program), "7.2.22");
    const link = machine.xpack(machine.project, version, script);
    const error = await t.throwsAsync(findQemu("", machine.places), { instanceOf: BootError, code });
    t.true(error?.message.startsWith(link), error?.message);
    t.regex(error?.message ?? "", words);
    t.regex(error?.message ?? "", /--qemu or AIO_QEMU$/);
  },
  title: (_, what) => `an xPack that ${what} is named, with what came and what to do`,
});

test(
  broken,
  "does not start",
  "echo 'libpixman: cannot open' >&2; exit 127",
  "9.2.4",
  "EIO",
  /but Command failed.*127/s,
);
test(broken, "prints no version", "echo what", "9.2.4", "EIO", /should tell QEMU's version, but it printed "what"/);
test(broken, "is too old", undefined, "6.2.0", "ENOTSUP", /is QEMU 6\.2\.0, but 7\.2 or newer is needed/);
