/** Every arrow between the folders of TypeScript points one way, so that there is no circle. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { root } from "../../harness/base/paths.js";
import { type Arrow, importsOf, sourcesOf } from "../support/imports.ts";

/** What files may name. For a file the rule with the longest `files` that fits it counts. */
interface Rule {
  /** How their paths begin. */
  readonly files: string;
  /** How the paths of what they name may begin. */
  readonly may: readonly string[];
}

/** The layers of the harness, lowest first, as the architecture's table has them. Folders of one layer do not know each other. */
function readLayers(): readonly (readonly string[])[] {
  const page = readFileSync(join(root, "docs/architecture.md"), "utf8");
  const table = page.split("### The harness\n")[1]?.split("\n#")[0]?.split("\n") ?? [];
  const rows = table.filter((line) => line.startsWith("| `"));
  return rows.map((line) =>
    [...(line.split("|")[1] ?? "").matchAll(/`(\w+)\/`/g)].map(([, name]) => `harness/${name}/`),
  );
}

const layers = readLayers();

const modules: readonly Rule[] = [
  ...layers.flatMap((layer, level) =>
    layer.map((files) => ({ files, may: [...layers.slice(0, level).flat(), files] })),
  ),
  { files: "harness/index.ts", may: ["harness/"] },
  { files: "ts-runtime/", may: ["ts-runtime/"] },
  { files: "examples/", may: ["examples/"] },
  { files: "bench/", may: ["bench/", "harness/", "ts-runtime/"] },
  { files: "tools/", may: ["tools/", "harness/"] },
];

/** The adapters of a machine know what a machine is, and not each other. */
const adapters: readonly Rule[] = ["qemu", "serial"].map((name) => {
  const others = ["base", "boards", "setup", "flash", "console", "inspect"].map((folder) => `harness/${folder}/`);
  const files = `harness/machine/${name}/`;
  return { files, may: [...others, "harness/machine/machine.ts", "harness/machine/stepper.ts", files] };
});

/** The arrows that break a rule, each as a line that says where it is and what is allowed there. */
function broken(arrows: readonly Arrow[], rules: readonly Rule[]): string[] {
  return arrows.flatMap(({ from, line, to }) => {
    const [rule] = rules
      .filter(({ files }) => from.startsWith(files))
      .sort((one, other) => other.files.length - one.files.length);
    const isAllowed = rule?.may.some((start) => to.startsWith(start)) ?? false;
    const allowed = rule === undefined ? "no rule has its folder" : `${rule.files} may name ${rule.may.join(" ")}`;
    return isAllowed ? [] : [`${from}:${line} names ${to}, but ${allowed}`];
  });
}

test("every layer is a folder of the harness", (t) => {
  t.deepEqual(
    layers.flat().filter((folder) => !existsSync(join(root, folder))),
    [],
  );
});

const folders = ["harness", "ts-runtime", "examples", "bench", "tools"];

test("every import of a module points to the same or a lower layer", (t) => {
  const arrows = folders.flatMap((folder) => sourcesOf(folder, /\.(?:ts|js)$/).flatMap((file) => importsOf(file)));
  t.true(arrows.length > 1500);
  t.deepEqual(broken(arrows, [...modules, ...adapters]), []);
});

test("an arrow that points up is named with its file, its line and the rule", (t) => {
  const text = 'import { root } from "../base/paths.js";\n\nexport type { Device } from "../device/device.ts";\n';
  t.deepEqual(broken(importsOf("harness/boards/up.ts", text), modules), [
    "harness/boards/up.ts:3 names harness/device/device.ts, but harness/boards/ may name harness/base/ harness/boards/",
  ]);
});
