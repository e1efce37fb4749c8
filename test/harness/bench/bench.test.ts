import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { chooseBenchmarks, figureRows, findBenchmarks, loadBenchmark, meetsAim } from "../../../harness/bench/index.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const folder = temporaryFolder("aio-bench-");
writeFileSync(join(folder, "echo.bench.ts"), 'export default { title: "echo" as string, run: async () => [] };\n');
writeFileSync(join(folder, "boot.bench.ts"), "export default { title: 1 };\n");
writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
writeFileSync(join(folder, "helper.ts"), "export {};\n");

test("benchmarks are found by their files' names, and one or all are chosen", (t) => {
  const found = findBenchmarks(folder);
  t.deepEqual(
    found.map(({ name }) => name),
    ["boot", "echo"],
  );
  t.is(chooseBenchmarks(found, undefined).length, 2);
  t.deepEqual(
    chooseBenchmarks(found, "echo").map(({ name }) => name),
    ["echo"],
  );
  t.throws(() => chooseBenchmarks(found, "ecko"), { code: "EINVAL", message: /boot or echo.*did you mean echo\?/ });
});

test("an installed package, which has no benchmarks, says so", (t) => {
  const found = findBenchmarks(join(folder, "not-there"));
  t.throws(() => chooseBenchmarks(found, undefined), {
    name: "UsageError",
    code: "ENOENT",
    message: /^there are no benchmarks: .* not in an installed package$/,
  });
});

test("a benchmark is loaded from TypeScript; what is none is refused", async (t) => {
  const [boot, echo] = findBenchmarks(folder);
  t.is(echo && (await loadBenchmark(echo)).title, "echo");
  await t.throwsAsync(async () => boot && loadBenchmark(boot), { message: /should export a benchmark by default/ });
});

test("aims hold at their bound, either way", (t) => {
  const figure = { name: "x", unit: "µs", value: 20 };
  t.true(meetsAim(figure));
  t.true(meetsAim({ ...figure, aim: { atMost: 20 } }));
  t.false(meetsAim({ ...figure, aim: { atMost: 19.9 } }));
  t.true(meetsAim({ ...figure, aim: { atLeast: 20 } }));
  t.false(meetsAim({ ...figure, aim: { atLeast: 20.1 } }));
});

test("figures are shown with as many digits as say something, and missed aims are marked", (t) => {
  t.deepEqual(
    figureRows([
      { name: "rate", value: 12_345.6, unit: "req/s", aim: { atLeast: 20_000 } },
      { name: "ratio", value: 0.61234, unit: "", aim: { atLeast: 0.6 } },
      { name: "lateness", value: Math.PI, unit: "µs" },
    ]),
    [
      ["rate", "12,346 req/s", "≥ 20,000 ✘ missed"],
      ["ratio", "0.612", "≥ 0.6 ✔"],
      ["lateness", "3.14 µs", ""],
    ],
  );
});
