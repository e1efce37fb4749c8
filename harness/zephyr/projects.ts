import { existsSync } from "node:fs";
import { join } from "node:path";
import { loadBoard } from "../boards/load.ts";
import { placeOf } from "./modules.ts";

/** A repository that west fetches into a workspace. */
export interface Project {
  /** Its name in the manifest. */
  readonly name: string;
  /** Its folder in the workspace. */
  readonly path: string;
  /** Megabytes that are fetched, and that it takes then; of the chips' modules nobody has measured them. */
  readonly size?: { readonly fetched: number; readonly disk: number };
}

/** What is fetched in one step. */
export interface Batch {
  readonly title: string;
  readonly projects: readonly Project[];
  /** West refuses to update by name what Zephyr's manifest brings: such projects come with all that are active. */
  readonly isImported: boolean;
}

/** What west.yml itself names. Zephyr comes first: its manifest says where the modules are. */
const named: readonly Project[] = [
  { name: "zephyr", path: "zephyr", size: { fetched: 85, disk: 410 } },
  { name: "jerryscript", path: placeOf("jerryscript"), size: { fetched: 3, disk: 22 } },
  { name: "quickjs-ng", path: "modules/lib/quickjs-ng", size: { fetched: 1, disk: 7 } },
];

/** What it imports from Zephyr's, for every board. */
const imported: readonly Project[] = [
  { name: "cmsis", path: placeOf("cmsis"), size: { fetched: 1, disk: 5 } },
  { name: "picolibc", path: placeOf("picolibc"), size: { fetched: 5, disk: 35 } },
];

/** The modules of chips that QEMU's boards do not have. */
const chips: readonly Project[] = ["hal_stm32", "hal_nxp"].map((name) => ({ name, path: placeOf(name) }));

/** What a workspace needs for the boards that QEMU has and for one board beside them, in the order in which it is fetched. */
export function batchesFor(board: string | undefined): readonly Batch[] {
  const module = board === undefined ? undefined : loadBoard(board).zephyr?.module;
  const modules = [...imported, ...chips.filter(({ name }) => name === module)];
  const title = modules.map(({ name }) => name).join(", ");
  return [
    ...named.map((project) => ({ title: project.name, projects: [project], isImported: false })),
    { title, projects: modules, isImported: true },
  ];
}

/** The modules that west has to leave out: those of chips that nobody asked for, and that are not there from before. */
export function unwantedModules(topdir: string, batches: readonly Batch[]): string[] {
  const wanted = batches.flatMap(({ projects }) => projects.map(({ name }) => name));
  return chips
    .filter(({ name, path }) => !wanted.includes(name) && !existsSync(join(topdir, path)))
    .map(({ name }) => name);
}

/** What is going to be fetched, in one line. */
export function describeProjects(projects: readonly Project[]): string {
  const names = projects.map(({ name, size }) => `${name} (${size === undefined ? "some hundred" : size.fetched} MB)`);
  const sum = (key: "fetched" | "disk") => projects.reduce((total, { size }) => total + (size?.[key] ?? 0), 0);
  const more = projects.every(({ size }) => size !== undefined) ? "about" : "more than";
  return `${names.join(", ")}: ${more} ${sum("fetched")} MB from the network, and ${sum("disk")} MB on disk`;
}
