/** The Dockerfile and the workflows, as far as that can be seen without an engine: everything is pinned, and nothing runs as root. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { execa } from "execa";
import { root } from "../../harness/base/paths.js";
import { needsTool } from "../support/needs.ts";

const read = (path: string) => readFileSync(join(root, path), "utf8");

/** A Dockerfile's instructions, each as one line. */
function instructions(): { name: string; text: string }[] {
  return read("Dockerfile")
    .replace(/^#.*\n/gm, "")
    .replace(/\\\n/g, " ")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => ({ name: line.split(" ", 1)[0] ?? "", text: line.replace(/^\S+\s+/, "") }));
}

const all = instructions();
const textsOf = (name: string) => all.filter((each) => each.name === name).map(({ text }) => text);
const workflows = readdirSync(join(root, ".github", "workflows")).map((name) => read(`.github/workflows/${name}`));

test("every image that is fetched is pinned by its tag and its digest", (t) => {
  const stages = textsOf("FROM").map((text) => text.split(" AS "));
  const names = stages.map(([, name]) => name);
  const fetched = stages.map(([image = ""]) => image).filter((image) => !names.includes(image) && !image.includes("$"));
  t.is(fetched.length, 2);
  for (const image of fetched) {
    t.regex(image, /^[a-z]+:\d*[a-z.\d-]*\d[a-z.\d-]*@sha256:[0-9a-f]{64}$/);
  }
});

test("both kinds of workspace that a build can ask for are stages", (t) => {
  const names = textsOf("FROM").map((text) => text.split(" AS ")[1]);
  t.true(textsOf("ARG").includes("ZEPHYR=0"));
  t.true(names.includes("workspace-0") && names.includes("workspace-1"));
});

test("every package of the system is pinned to a version", (t) => {
  const packages = textsOf("RUN")
    .flatMap((text) => [...text.matchAll(/apt-get install ([^&]*)/g)])
    .flatMap(([, words = ""]) => words.trim().split(/\s+/))
    .filter((word) => !word.startsWith("-"));
  t.true(packages.some((name) => name.startsWith("qemu-system-arm=")));
  t.deepEqual(
    packages.filter((name) => !/^[\w-]+='[\d:]+[\w.*-]+'$/.test(name)),
    [],
  );
});

test("the image does not run as root, and its default command is a script of this package", (t) => {
  const last = all.map(({ name }) => name).lastIndexOf("FROM");
  const [user] = all.slice(last).filter(({ name }) => name === "USER");
  t.regex(user?.text ?? "root", /^[1-9]\d*:[1-9]\d*$/);
  const [command] = textsOf("CMD");
  const [npm, , folder, script = ""] = JSON.parse(command ?? "[]") as string[];
  t.is(npm, "npm");
  t.true(textsOf("WORKDIR").includes(folder ?? ""));
  t.true(Object.hasOwn(JSON.parse(read("package.json")).scripts, script));
});

test("what is copied exists, and what is made anew in the image is not", (t) => {
  const copied = textsOf("COPY").filter((text) => !text.startsWith("--from="));
  for (const path of copied.flatMap((text) => text.split(" ").slice(0, -1))) {
    t.true(existsSync(join(root, path)), path);
  }
  const lines = (path: string) =>
    read(path)
      .split("\n")
      .map((line) => line.replace(/^(\*\*)?\/|\/$/g, ""))
      .filter((line) => line !== "" && !line.startsWith("#"));
  const ignored = lines(".dockerignore");
  t.deepEqual(
    lines(".gitignore").filter((line) => !ignored.includes(line)),
    [],
  );
});

test("a workflow pins its actions to commits, may write nothing, and gives each job a limit", (t) => {
  for (const text of workflows) {
    const actions = [...text.matchAll(/uses: (\S+)(.*)/g)];
    t.true(actions.length > 0);
    for (const [line, action = "", comment = ""] of actions) {
      t.regex(action, /@[0-9a-f]{40}$/, line);
      t.regex(comment, /^ # v\d+\.\d+\.\d+$/, line);
    }
    t.regex(text, /^permissions:\n {2}contents: read\n\n/m);
    t.notRegex(text, /: write\b/);
    t.is([...text.matchAll(/^ {4}runs-on:/gm)].length, [...text.matchAll(/^ {4}timeout-minutes:/gm)].length);
  }
});

test("the suite's workflow runs each Node that the README names, the oldest one as the image has it", (t) => {
  const image = /^FROM node:(\S+)-bookworm-slim@/m.exec(read("Dockerfile"))?.[1] ?? "";
  const versions = workflows.flatMap((text) =>
    Array.from(text.matchAll(/node(?:-version)?: ?(\d+\.\d+\.\d+)/g), ([, version = ""]) => version),
  );
  const majors = [...new Set(versions.map((version) => version.split(".")[0]))];
  const [, named = ""] = /Node ((?:\d+, )*\d+ and \d+)/.exec(read("README.md")) ?? [];
  t.deepEqual(majors, named.split(/, | and /));
  t.is(majors[0], image.split(".")[0]);
  t.deepEqual([...new Set(versions.filter((version) => version.startsWith(`${majors[0]}.`)))], [image]);
});

test("the workflows run scripts that this package has", (t) => {
  const { scripts } = JSON.parse(read("package.json"));
  const named = workflows.flatMap((text) => [...text.matchAll(/npm run (\S+)/g)].map(([, script = ""]) => script));
  t.true(named.includes("test:zephyr"));
  for (const script of named) {
    t.true(Object.hasOwn(scripts, script), script);
  }
});

const hadolint = needsTool("hadolint");

hadolint.declare("hadolint finds nothing", async (t) => {
  const { all: output, exitCode } = await execa(hadolint.path, ["Dockerfile"], {
    cwd: root,
    all: true,
    reject: false,
  });
  t.is(exitCode, 0, output);
});
