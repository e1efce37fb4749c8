/** Addresses as programs write them. */
import test from "ava";
import "./support/device.ts";
import { formatAddress, parseAddress } from "../../ts-runtime/src/address.ts";

const good = test.macro((t, input: string, address: string, port: number) => {
  t.deepEqual(parseAddress(input, "bind"), { address, port });
});

test("an IPv4 address with its port", good, "192.0.2.1:7", "192.0.2.1", 7);
test("an IPv6 address in brackets", good, "[::1]:65535", "::1", 65535);
test("a host name", good, "example.com:0", "example.com", 0);

const bad = test.macro((t, input: unknown, expected: string) => {
  t.throws(() => parseAddress(input as string, "connect"), {
    code: "EINVAL",
    message: `connect ${JSON.stringify(input)}: ${expected} (EINVAL)`,
  });
});

test("no port", bad, "127.0.0.1", 'expected "host:port"');
test("no host", bad, ":7", 'expected "host:port"');
test("an empty port", bad, "a:", 'expected a port from 0 to 65535, got ""');
test("a port too large", bad, "a:65536", 'expected a port from 0 to 65535, got "65536"');
test("a negative port", bad, "a:-1", 'expected a port from 0 to 65535, got "-1"');
test("a hexadecimal port", bad, "a:0x7", 'expected a port from 0 to 65535, got "0x7"');
test("IPv6 without brackets", bad, "::1:7", 'expected brackets around an IPv6 address, "[::1]:7"');
test("brackets around nothing", bad, "[]:7", 'expected an IPv6 address in the brackets, got ""');
test("brackets around IPv4", bad, "[127.0.0.1]:7", 'expected an IPv6 address in the brackets, got "127.0.0.1"');
test("a port as text", bad, { address: "a", port: "7" }, 'expected a port from 0 to 65535, got "7"');
test("an object with a bad port", bad, { address: "a", port: 1.5 }, "expected a port from 0 to 65535, got 1.5");
test("an object without an address", bad, { port: 1 }, 'expected "host:port" or { address, port }');
test("no address at all", bad, null, 'expected "host:port" or { address, port }');

test("an IPv6 address is shown in brackets", (t) => {
  t.is(formatAddress({ address: "::1", port: 7 }), "[::1]:7");
});
