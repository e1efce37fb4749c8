import { fileURLToPath } from "node:url";
import test from "ava";
import { compose } from "../../../tools/conformance/compose.ts";
import { readFrontmatter } from "../../../tools/conformance/frontmatter.ts";
import { readSuite } from "../../../tools/conformance/suite.ts";

const suite = fileURLToPath(new URL("fixtures/suite", import.meta.url));

test("a folder that is no clone of the suite is told, with what makes one", (t) => {
  t.throws(() => readSuite(fileURLToPath(new URL("fixtures", import.meta.url))), {
    code: "ENOENT",
    message: /is no clone of test262: it has no folder "test"; git clone /,
  });
});

test("a filter that no test meets is told", (t) => {
  t.throws(() => readSuite(suite, { filter: "language/elsewhere" }), { code: "ENOENT", message: /no test with / });
  t.throws(() => readSuite(suite, { filter: "sloppy" }), { code: "ENOENT", message: /is run: noStrict$/ });
});

test("a file without frontmatter, or with one that cannot be read, is named", (t) => {
  t.throws(() => readFrontmatter("1;", "a/b.js"), { code: "EINVAL", message: /^a\/b\.js: / });
  t.throws(() => readFrontmatter("/*---\nflags: [a\n---*/", "a/b.js"), { code: "EINVAL", message: /^a\/b\.js: / });
});

test("frontmatter may have any line ends", (t) => {
  const { flags } = readFrontmatter("/*---\rflags:\r  - async\r---*/\r", "a.js");
  t.deepEqual(flags, ["async"]);
});

test("a file that the suite does not have is told with the test that takes it", (t) => {
  const frontmatter = { includes: ["missing.js"], flags: [], features: [] };
  t.throws(() => compose({ folder: suite }, { path: "a.js", source: "", frontmatter }), {
    code: "ENOENT",
    message: /^a\.js takes missing\.js, which /,
  });
});
