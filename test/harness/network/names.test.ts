import test from "ava";
import { isLocal, labelOf, NameTable } from "../../../harness/network/names.ts";

for (const [name, label] of [
  ["device-a", "device-a"],
  ["Device A", "device-a"],
  ["session.test", "session-test"],
  ["__x__", "x"],
  ["ü", "device"],
  ["n".repeat(80), "n".repeat(63)],
] as const) {
  test(`${name} is ${label} in DNS`, (t) => t.is(labelOf(name), label));
}

test("a name is found in whatever case, with and without the dot at the end", (t) => {
  const names = new NameTable();
  t.is(names.add("Device A", "10.0.2.15"), "device-a.test");
  for (const name of ["device-a.test", "DEVICE-A.TEST", "Device-A.Test."]) {
    t.is(names.find(name), "10.0.2.15");
  }
  for (const name of ["device-b.test", "device-a", "x.device-a.test", "device-a.test.example", ".test", ""]) {
    t.is(names.find(name), undefined);
  }
});

test("a name stays with who had it first, and is free when that one has left", (t) => {
  const names = new NameTable();
  names.add("a", "10.0.2.15");
  names.add("A", "10.0.2.16");
  t.is(names.find("a.test"), "10.0.2.15");
  t.false(names.isFree("A"));
  names.remove("a");
  t.true(names.isFree("A"));
});

test("a device is known by address, name and DNS name, and a name that is not is told of with those that are", (t) => {
  const names = new NameTable();
  names.add("device a", "10.0.2.15");
  names.add("echo.test", "10.0.2.16");
  t.deepEqual(
    ["10.0.2.99", "device a", "device-a.test", "echo.test"].map((name) => names.resolve(name)),
    ["10.0.2.99", "10.0.2.15", "10.0.2.15", "10.0.2.16"],
  );
  t.throws(() => names.resolve("device-b"), {
    code: "ENOENT",
    message: "nobody on the virtual network is called device-b; there are device-a.test, echo-test.test",
  });
});

test("names of another network are known until it is gone, and a name that is here means who is here", (t) => {
  const names = new NameTable();
  const [b, c] = [{}, {}];
  names.add("a", "10.0.2.15");
  names.add("host", "10.0.2.2");
  names.learn(b, [
    ["a", "10.0.2.64"],
    ["lamp-b", "10.0.2.65"],
  ]);
  names.learn(c, [["lamp-c", "10.0.2.90"]]);
  t.deepEqual(
    ["a.test", "LAMP-B.test", "lamp-c"].map((name) => names.resolve(name)),
    ["10.0.2.15", "10.0.2.65", "10.0.2.90"],
  );
  t.deepEqual(
    ["a", "lamp-b", "Lamp-B.test.", "lamp-c.test", "10.0.2.65", "nobody"].map((name) => names.isElsewhere(name)),
    [false, true, true, true, false, false],
  );
  t.deepEqual(names.all(b), [
    ["lamp-c", "10.0.2.90"],
    ["a", "10.0.2.15"],
  ]);
  names.forget(b);
  t.is(names.find("lamp-b.test"), undefined);
});

test("only names that end in .test belong to the network", (t) => {
  t.true(["a.test", "A.TEST.", "test"].every(isLocal));
  t.false(["a.example", "atest", "test.example", ""].some(isLocal));
});
