/** Prints each value of support/inspected.ts, behind its name. */
import { inspected, tables } from "../support/inspected.ts";

for (const [name, values] of Object.entries(inspected)) {
  console.log(`@ ${name}`);
  console.log(...values());
}
for (const [name, values] of Object.entries(tables)) {
  console.log(`@ table of ${name}`);
  console.table(...values());
}
