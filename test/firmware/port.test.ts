import { createServer } from "node:net";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { portCases, titlesIn } from "./port-case.ts";

const { run, folder } = portCases("PORT_TEST");
/** Cases that end well say PASS themselves. */
const ordinary = ["kernel", "time", "console"];
const titlesOf = (file: string) => titlesIn(`${file}.c`, /^CASE\("(.+)"\)$/gm);

const titles = [...ordinary, "ends"].flatMap(titlesOf);
const own = new Set<string>();

/** Declares a test of a case whose output is looked at. */
function look(title: string, check: (t: ExecutionContext, output: string) => void, args?: string[]): void {
  own.add(title);
  test(title, async (t) => {
    check(t, await run(t, title, args));
  });
}

/** What a fault's record says of it. */
interface Fault {
  reason: string;
  thread: string;
  registers: Record<string, number>;
  backtrace: number[];
}

function faultOf(t: ExecutionContext, output: string): Fault {
  const line = output.split("\n").find((text) => text.startsWith('\x1e{"t":"fault"'));
  if (line === undefined) {
    t.fail(`there is no fault in ${JSON.stringify(output)}`);
    throw new Error("no fault");
  }
  return JSON.parse(line.slice(1)) as Fault;
}

/** Declares a test of a fault's words. */
function expectFault(title: string, expected: { reason: string; thread: string; says?: RegExp; has?: string[] }): void {
  look(title, (t, output) => {
    const fault = faultOf(t, output);
    t.is(fault.reason, expected.reason);
    t.is(fault.thread, expected.thread);
    t.regex(output, expected.says ?? /Fault in thread/);
    for (const register of expected.has ?? []) {
      t.is(typeof fault.registers[register], "number", `${register} is missing`);
    }
    t.true(fault.backtrace.length > 0 && fault.backtrace.length <= 16);
    t.true(fault.backtrace.every((address) => address % 2 === 0 && address > 0 && address < 0x400000));
  });
}

expectFault("a stack overflow names the thread and its option", {
  reason: "stack overflow",
  thread: "javascript",
  says: /raise CONFIG_AIO_JS_STACK_SIZE$/m,
  has: ["sp", "mmfar"],
});
expectFault("an overflow of another thread names that one", {
  reason: "stack overflow",
  thread: "reactor",
  says: /raise CONFIG_AIO_REACTOR_STACK_SIZE$/m,
});
expectFault("a stack that was used to its last byte is found without a guard", {
  reason: "stack overflow",
  thread: "",
  has: ["pc", "lr"],
});
expectFault("memory that is not there is a bus error with its address", {
  reason: "bus error of a data access",
  thread: "javascript",
  says: /bfar 0x60000000/,
  has: ["pc", "lr", "sp", "r0", "r1", "r2", "r3", "r12", "xpsr", "cfsr", "hfsr", "bfar"],
});
expectFault("an undefined instruction is named", { reason: "undefined instruction", thread: "javascript" });
expectFault("a division by zero is named", { reason: "division by zero", thread: "javascript" });
expectFault("a jump to nowhere shows who jumped", {
  reason: "jump to an address that is no Thumb code",
  thread: "javascript",
});
expectFault("a fault in an interrupt names the interrupts", {
  reason: "bus error of a data access",
  thread: "interrupts",
  has: ["pc", "bfar"],
});
expectFault("an overflow of the interrupts' stack is reported", {
  reason: "stack overflow",
  thread: "interrupts",
  says: /raise CONFIG_ISR_STACK_SIZE$/m,
});
expectFault("a panic prints what the console still held", {
  reason: "kernel panic",
  thread: "javascript",
  says: /^line 98\nline 99\n/m,
});
expectFault("an interrupt that nobody handles is a fault", {
  reason: "interrupt that nobody handles",
  thread: "interrupts",
});

look("the end of the program flushes and says its code", (t, output) => {
  t.is(output, 'last words\n\x1e{"t":"exit","code":42}\n');
});
look("a fatal error is a line and code 1", (t, output) => {
  t.is(output, '\x02out of memory: raise CONFIG_AIO_JS_HEAP_SIZE\n\x03\x1e{"t":"exit","code":1}\n');
});
look("a boot failure is a line and a record whose message is escaped", (t, output) => {
  t.is(output, '\x02no "app" \\ here\nat all\n\x03\x1e{"t":"error","message":"no \\"app\\" \\\\ here\\nat all"}\n');
});

look("lines of three threads come out whole, each once", (t, output) => {
  const lines = output.split("\n").filter((line) => line !== "" && line !== "PASS");
  t.is(lines.length, 600);
  for (const letter of ["a", "b", "c"]) {
    t.is(lines.filter((line) => line === letter.repeat(79)).length, 200, letter);
  }
});
look("a write of many times the ring comes out whole", (t, output) => {
  const alphabet = "abcdefghijklmnopqrstuvwxyz";
  t.is(output, `${alphabet.repeat(400).slice(0, 10 * 1024 - 1)}\n\nPASS\n`);
});
look("RS in text is written as its picture, a record begins with one", (t, output) => {
  const record = '{"t":"stats","big":1234567890123,"text":"a␞b"}';
  t.is(output, `one␞two␞\n␞\x1e${record}\n\x1e${"0123456789".repeat(200)}\n\nPASS\n`);
});
look("a flush waits until the last byte has left", (t, output) => {
  t.is(output, `${Array.from({ length: 50 }, (_, index) => `${index}\n`).join("")}\nPASS\n`);
});

own.add("received bytes come by interrupt, in order");
test("received bytes come by interrupt, in order", async (t) => {
  const path = join(folder, "uart1");
  const sent = `${"the quick brown fox ".repeat(20)}\n`;
  let received = "";
  const server = createServer();
  const closed = new Promise<void>((resolve) => {
    server.on("connection", (socket) => {
      socket.on("data", (bytes) => {
        received += bytes.toString();
      });
      // The machine is killed once it has said PASS.
      socket.on("error", () => {});
      socket.on("close", () => resolve());
      socket.write(sent);
    });
  });
  await new Promise<void>((listening) => server.listen(path, listening));
  const uart1 = ["-chardev", `socket,path=${path},id=uart1`, "-serial", "chardev:uart1"];
  try {
    t.regex(await run(t, "received bytes come by interrupt, in order", uart1), /^PASS$/m);
    await closed;
  } finally {
    server.close();
  }
  t.is(received, sent);
});

for (const title of titles.filter((name) => !own.has(name))) {
  look(title, (t, output) => t.regex(output, /^PASS$/m));
}

test("no two cases have one title", (t) => t.is(new Set(titles).size, titles.length));
