import test from "ava";
import { AddressPool } from "../../../harness/network/addresses.ts";

test("addresses are given in order, and each has its own MAC address", (t) => {
  const pool = new AddressPool();
  t.deepEqual(pool.take("a"), { index: 0, address: "10.0.2.15", mac: "02:00:00:00:00:01" });
  t.like(pool.take("b"), { address: "10.0.2.16", mac: "02:00:00:00:00:02" });
  t.like(pool.take("c", "10.0.2.99"), { address: "10.0.2.99", mac: "02:00:00:00:00:55" });
  t.like(pool.take("d", "10.0.2.4"), { address: "10.0.2.4", mac: "02:00:00:00:00:f6" });
  t.like(pool.take("e"), { address: "10.0.2.17" });
});

test("a device that comes back has its address again, unless another has it now", (t) => {
  const pool = new AddressPool();
  const [a, b] = [pool.take("a"), pool.take("b")];
  pool.give(a);
  pool.give(b);
  t.deepEqual(pool.take("b"), b);
  t.deepEqual(pool.take("c"), a);
  t.is(pool.take("a").address, "10.0.2.17");
});

test("another range can be chosen, for two networks that are joined", (t) => {
  const pool = new AddressPool("10.0.2.64");
  t.like(pool.take("a"), { address: "10.0.2.64", mac: "02:00:00:00:00:32" });
});

for (const address of ["10.0.2.3", "10.0.2.255", "10.0.3.15", "10.0.2.0"]) {
  test(`${address} is refused, with those that are possible`, (t) => {
    t.throws(() => new AddressPool().take("a", address), {
      code: "EINVAL",
      message: `address must be one of 10.0.2.4 to 10.0.2.254 on the virtual network, but ${address} was given`,
    });
  });
}

test("what is no address is refused, and so is one that is taken", (t) => {
  const pool = new AddressPool();
  t.throws(() => pool.take("a", "device-a"), { code: "EINVAL", message: /not an IPv4 address/ });
  t.throws(() => new AddressPool("10.0.2.200"), { code: "EINVAL", message: /firstAddress must be one of/ });
  pool.take("a", "10.0.2.15");
  t.throws(() => pool.take("b", "10.0.2.15"), { code: "EADDRINUSE", message: /10\.0\.2\.15 is taken/ });
  t.is(pool.take("b").address, "10.0.2.16");
});

test("each MAC address keeps the address that it was lent, until none is left", (t) => {
  const pool = new AddressPool();
  pool.take("a", "10.0.2.129");
  t.is(pool.lease("02:00:00:00:ff:01"), "10.0.2.128");
  t.is(pool.lease("02:00:00:00:ff:02"), "10.0.2.130");
  t.is(pool.lease("02:00:00:00:ff:01"), "10.0.2.128");
  for (let number = 131; number <= 254; number++) {
    t.is(pool.lease(`x${number}`), `10.0.2.${number}`);
  }
  t.is(pool.lease("x255"), undefined);
  t.is(pool.lease("x254"), "10.0.2.254");
});
