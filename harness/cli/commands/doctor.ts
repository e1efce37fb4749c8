import type { AddCommand } from "../context.ts";
import { type Diagnoses, type Diagnosis, diagnose } from "../doctor.ts";

/** What a service or program that is missing has in sysexits.h. */
const unavailable = 69;

/** `async-io doctor`: what is missing on this machine, and what to do. */
export const addDoctor: AddCommand = (program, { signal, exit }) => {
  program
    .command("doctor")
    .description("look at what this machine has and lacks, and change nothing")
    .option("--json", "print the findings as JSON")
    .action(async ({ json }: { readonly json?: true }) => {
      const found = await diagnose({ signal });
      process.stdout.write(json ? `${JSON.stringify(found, undefined, 2)}\n` : describe(found));
      if (!found.ok) {
        exit(unavailable);
      }
    });
};

function describe({ ok, diagnoses, remedy, package: { kind } }: Diagnoses): string {
  const lines = diagnoses.map((diagnosis) => `${stateOf(diagnosis)}: ${diagnosis.purpose}\n`).join("");
  if (remedy === undefined) {
    return lines;
  }
  const { packages, setUp } = remedy;
  const verdict = ok
    ? "Programs run on the firmware of this package. What is missing (-) is for builds of another one.\n"
    : "";
  const install = packages === undefined ? "" : `The missing tools are installed by:\n\n  ${packages}\n\n`;
  const rest =
    kind === "installed"
      ? `The first build (\`${setUp}\`) fetches everything else.\n`
      : `\`${setUp}\` sets up what is missing, and so does any run of a program.\n`;
  return `${lines}\n${verdict}${install}${rest}`;
}

function stateOf({ name, path, found, minimum, problem, required }: Diagnosis): string {
  const version = found === undefined ? "" : ` ${found}`;
  const least = minimum === undefined ? "" : ` (${minimum} or newer)`;
  const where = path === undefined ? "" : ` at ${path}`;
  return problem === undefined ? `✔ ${name}${version}${least}${where}` : `${required ? "✘" : "-"} ${name}: ${problem}`;
}
