import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ExecutionContext } from "ava";
import type { Progress } from "../../../harness/base/progress.ts";
import type { SetupContext } from "../../../harness/setup/context.ts";

const osReleases = {
  debian: 'ID=debian\nVERSION_ID="12"\n',
  ubuntu: "ID=ubuntu\nID_LIKE=debian\n",
  fedora: "ID=fedora\n",
  arch: "ID=arch\n",
  unknown: "ID=templeos\n",
};

/** A machine of a test's own: a folder, a PATH that holds nothing but fakes, and a record of what was run and said. */
export class Sandbox {
  readonly root = mkdtempSync(join(tmpdir(), "aio-setup-"));
  readonly bin = join(this.root, "bin");
  readonly said: string[] = [];

  constructor(t: ExecutionContext) {
    mkdirSync(this.bin);
    for (const [name, path] of [
      ["env", "/usr/bin/env"],
      ["mkdir", "/bin/mkdir"],
      ["true", "/bin/true"],
      ["sleep", "/bin/sleep"],
    ] as const) {
      symlinkSync(path, join(this.bin, name));
    }
    t.teardown(() => rmSync(this.root, { recursive: true, force: true }));
  }

  /** Puts a command on PATH: a shell script, which first notes its name and arguments. */
  fake(name: string, script: string, folder = this.bin): string {
    const path = join(folder, name);
    this.write(path, `#!/bin/sh\necho "${name} $*" >> "${this.calls}"\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
  }

  /** A tool that answers whatever it is asked. */
  answering(name: string, answer: string): string {
    return this.fake(name, `echo '${answer}'`);
  }

  /** Every tool that there is, as Debian 12 with cargo-web has them. */
  withTools(): this {
    this.fake(
      "arm-none-eabi-gcc",
      'case $1 in -print*) echo /usr/lib/nano.specs;; *) echo "gcc (15:12.2) 12.2.1";; esac',
    );
    this.answering("qemu-system-arm", "QEMU emulator version 7.2.22");
    this.answering("cmake", "cmake version 3.25.1");
    this.answering("ninja", "1.11.1");
    this.answering("python3", "venv 3.11.2");
    this.answering("cargo", "cargo 1.96.0");
    this.answering("cc", "cc (Debian 12.2.0-14) 12.2.0");
    return this;
  }

  without(name: string): this {
    rmSync(join(this.bin, name));
    return this;
  }

  write(path: string, text: string): string {
    const whole = join(path.startsWith(this.root) ? "" : this.root, path);
    mkdirSync(dirname(whole), { recursive: true });
    writeFileSync(whole, text);
    return whole;
  }

  /** The commands that were run, each with its arguments; probes for versions are left out. */
  get ran(): string[] {
    const text = existsSync(this.calls) ? readFileSync(this.calls, "utf8") : "";
    return text
      .split("\n")
      .filter((line) => line !== "" && !/--version$|-print-file-name|-fsyntax-only|^python3 -c /.test(line));
  }

  context(changes: Partial<SetupContext> & { system?: keyof typeof osReleases } = {}): SetupContext {
    const { system = "debian", ...rest } = changes;
    return {
      root: this.root,
      env: { PATH: this.bin, HOME: this.root },
      uid: 0,
      interactive: false,
      platform: "linux",
      osRelease: this.write("os-release", osReleases[system]),
      progress: this.progress,
      ...rest,
    };
  }

  private get calls(): string {
    return join(this.root, "calls");
  }

  private get progress(): Progress {
    return {
      say: (line) => void this.said.push(line),
      during: (title, work) => {
        this.said.push(title);
        return work(() => {});
      },
    };
  }
}
