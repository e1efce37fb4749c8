import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../harness/base/paths.js";
import { Workspace } from "../support/command.ts";
import { scenario } from "../support/fake-device.ts";

/** As it is installed: compiled. */
const command = join(root, "bin", "async-io.js");

/** A user's project in a folder of its own, with this package installed in it; its devices are fake. */
export class Project extends Workspace {
  constructor() {
    super();
    this.write("package.json", '{ "type": "module", "private": true }');
    mkdirSync(join(this.folder, "node_modules", ".bin"), { recursive: true });
    symlinkSync(root, join(this.folder, "node_modules", "async-io-ts"));
    symlinkSync(command, join(this.folder, "node_modules", ".bin", "async-io"));
  }

  /** Writes a test file whose tests are these. */
  tests(name: string, tests: string): void {
    this.write(name, `import { test } from "async-io-ts/ava";\n${tests}`);
  }

  /** What a fake device does, as its firmware. */
  firmware(device: string): string {
    return scenario(device);
  }

  /** Has a shell run a command of the project. */
  shell(command: string) {
    return this.spawnIn("sh", ["-c", command]);
  }

  /** Runs `async-io test`, whose devices do what `device` says. */
  test(args: readonly string[], device: string, env: NodeJS.ProcessEnv = {}) {
    return this.spawnIn(process.execPath, [command, "test", "--firmware", scenario(device), ...args], env);
  }
}

/** A device that boots, prints a line and goes on. */
export const idle = 'device.start(); device.print("ready\\n");';
