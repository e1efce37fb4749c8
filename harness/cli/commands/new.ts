import { createProject } from "../../new/project.ts";
import { quote } from "../../shell.ts";
import type { AddCommand } from "../context.ts";
import { version } from "../version.ts";

/** `async-io new DIR`: a project that runs and tests at once. */
export const addNew: AddCommand = (program) => {
  program
    .command("new")
    .description("write a new project into a folder: a program, a test of it, and what npm and editors need")
    .argument("<folder>", "the folder, which is made")
    .action(async (folder: string) => {
      for (const file of await createProject(folder, version())) {
        process.stdout.write(`  ${file}\n`);
      }
      process.stdout.write(`\nNext:\n  cd ${quote(folder)}\n  npm install\n  npm start\n  npm test\n`);
    });
};
