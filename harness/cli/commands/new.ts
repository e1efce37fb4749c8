import { root } from "../../base/paths.js";
import { quote } from "../../base/shell.ts";
import { version } from "../../base/version.ts";
import { findOrigin } from "../../new/origin.ts";
import { createProject } from "../../new/project.ts";
import type { AddCommand } from "../context.ts";
import { note } from "../note.ts";

/** `async-io new DIR`: a project that runs and tests at once. */
export const addNew: AddCommand = (program) => {
  program
    .command("new")
    .description("write a new project into a folder: a program, tests of it, and what npm, editors and CI need")
    .argument("<folder>", "the folder, which is made")
    .action(async (folder: string) => {
      const { dependency, note: origin } = await findOrigin({ root, name: "async-io-ts", version: version() });
      for (const file of await createProject(folder, dependency)) {
        process.stdout.write(`  ${file}\n`);
      }
      if (origin !== undefined) {
        note(origin);
      }
      process.stdout.write(`\nNext:\n  cd ${quote(folder)}\n  npm install\n  npm start\n  npm test\n`);
    });
};
