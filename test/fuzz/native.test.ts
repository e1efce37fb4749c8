/** The device's parsers with sanitizers, for each run of the tests; `npm run fuzz` looks for longer. */
import { join } from "node:path";
import test from "ava";
import { execa } from "execa";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { compileWithMutations, corpusOf, nativeTargets } from "./native.ts";

const mutations = 30_000;
const folder = temporaryFolder("async-io-ts-fuzz-");

for (const target of nativeTargets) {
  test.serial(`no input makes the device's parser ${target} read what is not its own`, async (t) => {
    const program = join(folder, target);
    await compileWithMutations(target, program);
    const { exitCode, all } = await execa(program, [String(mutations), ...corpusOf(target)], {
      all: true,
      reject: false,
    });
    t.is(exitCode, 0, all);
  });
}
