/** `--port` with what only QEMU has, and the reverse: each is bad usage in one line, before anything is built. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { temporaryFolder } from "../../../support/temporary-folder.ts";
import { refusedIn } from "../../support/command.ts";

// The suite names the kernel of its usual board: that of boards is their own.
delete process.env.AIO_KERNEL;

const folder = temporaryFolder("aio-usage-");
writeFileSync(join(folder, "main.ts"), 'console.log("hi");\nexport {};\n');
writeFileSync(join(folder, "a.device.ts"), 'import test from "async-io-ts/test";\ntest("a", (t) => t.pass());\n');

const refused = refusedIn(folder);

const onBoard = ["run", "main.ts", "--board", "nucleo_f767zi", "--port", "/dev/ttyACM0"];
const onlyQemu = (what: string) =>
  new RegExp(`^async-io: the program is to run on the board on /dev/ttyACM0, and only QEMU has ${what}[^\\n]*\\n$`);

test.serial("a capture", refused, [...onBoard, "--capture", "a.pcapng"], /^async-io: --capture [^\n]*tcpdump\n$/);
test.serial("virtual time", refused, [...onBoard, "--time", "virtual"], onlyQemu("virtual time"));
test.serial("a forwarded port", refused, [...onBoard, "--forward", "8080:80"], onlyQemu("a forwarded port"));
test.serial("a QEMU", refused, [...onBoard, "--qemu", "/usr/bin/true"], onlyQemu("a QEMU"));
test.serial(
  "virtual time for tests",
  refused,
  ["test", "a.device.ts", "--board", "nucleo_f767zi", "--port", "/dev/ttyACM0", "--time", "virtual"],
  onlyQemu("virtual time"),
);
test.serial(
  "a probe without a port",
  refused,
  ["run", "main.ts", "--probe", "1"],
  /^async-io: probe is for a board: [^\n]*--port/m,
);
test.serial(
  "a speed without a port",
  refused,
  ["run", "main.ts", "--baud", "9600"],
  /^async-io: baud is for a board: /m,
);
test.serial("a speed of zero", refused, [...onBoard, "--baud", "0"], /must be a whole number above 0/);
test.serial(
  "a port that does not exist, before the firmware is built",
  refused,
  ["run", "main.ts", "--board", "nucleo_f767zi", "--port", "/dev/ttyNONE"],
  /^async-io: there is no serial port \/dev\/ttyNONE; [^\n]+\n$/,
);
test.serial(
  "a board that QEMU does not have, without a port",
  refused,
  ["run", "main.ts", "--board", "nucleo_f767zi"],
  /^async-io: --board nucleo_f767zi is not a machine of QEMU: name its serial port with --port/,
);
