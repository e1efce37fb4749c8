import { diagnose } from "../../setup/doctor.ts";
import type { AddCommand } from "../context.ts";

/** What a service or program that is missing has in sysexits.h. */
const unavailable = 69;

/** `async-io doctor`: what is missing on this machine, and what to do. */
export const addDoctor: AddCommand = (program, { signal, exit }) => {
  program
    .command("doctor")
    .description("look at what this machine has and lacks, and change nothing")
    .action(async () => {
      const { diagnoses, remedy } = await diagnose({ signal });
      for (const { name, purpose, path, found, needed, problem } of diagnoses) {
        const version = found === undefined ? "" : ` ${found}`;
        const minimum = needed === undefined ? "" : ` (${needed} or newer)`;
        const where = path === undefined ? "" : ` at ${path}`;
        const state = problem === undefined ? `✔ ${name}${version}${minimum}${where}` : `✘ ${name}: ${problem}`;
        process.stdout.write(`${state}: ${purpose}\n`);
      }
      if (remedy !== undefined) {
        process.stdout.write(`\n${remedy}\n`);
        exit(unavailable);
      }
    });
};
