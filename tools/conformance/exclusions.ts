import type { Frontmatter } from "./frontmatter.ts";
import { isScript } from "./script.ts";

/** What is known of a test before it is run. */
export interface Candidate {
  /** Below the suite's `test` folder, with `/`. */
  readonly path: string;
  readonly source: string;
  readonly frontmatter: Frontmatter;
}

/** Tests that are not run: `what` they are about, and why a device program has nothing of it. */
export interface Exclusion {
  readonly what: string;
  readonly why: string;
  readonly has: (test: Candidate, proposals: ReadonlySet<string>) => boolean;
  /** It is not run on a device; on this machine it is. */
  readonly onDeviceOnly?: true;
}

const feature =
  (...names: readonly string[]): Exclusion["has"] =>
  ({ frontmatter: { features } }) =>
    features.some((name) => names.includes(name));
const flag =
  (...names: readonly string[]): Exclusion["has"] =>
  ({ frontmatter: { flags } }) =>
    flags.some((name) => names.includes(name));
const inFolder =
  (...folders: readonly string[]): Exclusion["has"] =>
  ({ path }) =>
    folders.some((folder) => path.startsWith(`${folder}/`));

const moduleFeatures = ["dynamic-import", "import.meta", "import-attributes", "import-defer", "source-phase-imports"];

/** In the order in which they are looked at: a test counts for the first that it meets. */
export const exclusions: readonly Exclusion[] = [
  {
    what: "annexB, intl402, staging, harness",
    why: "folders about browsers, Intl, what is not in the standard, and the suite itself",
    has: inFolder("annexB", "intl402", "staging", "harness"),
  },
  {
    what: "Temporal",
    why: "neither engine has it, and it is larger than a device's heap",
    has: feature("Temporal"),
  },
  {
    what: "Intl",
    why: "neither engine has it: its tables are larger than a device's flash",
    has: ({ frontmatter: { features } }) => features.some((name) => name.startsWith("Intl")),
  },
  {
    what: "Atomics, SharedArrayBuffer",
    why: "a program has one thread",
    has: ({ frontmatter: { features, flags } }) =>
      features.some((name) => name.startsWith("Atomics") || name === "SharedArrayBuffer") ||
      flags.some((name) => name.startsWith("CanBlock")),
  },
  {
    what: "modules",
    why: "the bundler resolves import and export; the engines never see them",
    has: ({ frontmatter: { features, flags } }) =>
      flags.includes("module") || features.some((name) => moduleFeatures.includes(name)),
  },
  {
    what: "proposals (decorators and others)",
    why: "no part of the standard yet",
    has: ({ frontmatter: { features } }, proposals) => features.some((name) => proposals.has(name)),
  },
  { what: "IsHTMLDDA", why: "an object that only browsers have", has: feature("IsHTMLDDA") },
  {
    what: "noStrict",
    why: "a program is a module, and a module is strict",
    has: flag("noStrict"),
  },
  {
    what: "raw",
    why: "a script to which nothing may be added, and a program is a module",
    has: flag("raw"),
  },
  {
    what: "cross-realm",
    why: "a device has one realm",
    has: feature("cross-realm"),
  },
  {
    what: "host-gc-required",
    why: "it needs an agent that collects garbage on demand, and tells",
    has: feature("host-gc-required"),
  },
  {
    what: "tail-call-optimization",
    why: "neither engine has it, as most of all have not",
    has: feature("tail-call-optimization"),
  },
  {
    what: "scripts",
    why: "they speak of `this` at the top level, which is undefined in a module, or of declarations that become properties of it",
    has: (test) => inFolder("language/global-code")(test, new Set()) || isScript(test.source),
  },
  {
    what: "detached buffers",
    why: "a program on a device has no way to detach one that both engines have",
    has: ({ frontmatter: { includes } }) => includes.includes("detachArrayBuffer.js"),
    onDeviceOnly: true,
  },
];
