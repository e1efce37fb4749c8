import test from "ava";
import dns from "dns-packet";
import { NameTable } from "../../../../harness/network/names.ts";
import { answerQuery } from "../../../../harness/network/services/dns.ts";

const names = new NameTable();
names.add("device-a", "10.0.2.15");

function ask(name: string, type: dns.RecordType = "A") {
  const query = dns.encode({ type: "query", id: 77, flags: dns.RECURSION_DESIRED, questions: [{ name, type }] });
  const answer = answerQuery(query, names);
  return answer && (dns.decode(answer) as dns.DecodedPacket);
}

test("a device's name has its address", (t) => {
  const answer = ask("device-a.test");
  t.like(answer, { type: "response", id: 77, rcode: "NOERROR", flag_aa: true, flag_rd: true, flag_ra: true });
  t.like(answer?.answers?.[0], { type: "A", name: "device-a.test", data: "10.0.2.15" });
});

test("the answer has the name as it was written", (t) => {
  const answer = ask("DeViCe-A.tEsT");
  t.is(answer?.questions?.[0]?.name, "DeViCe-A.tEsT");
  t.is(answer?.answers?.[0]?.name, "DeViCe-A.tEsT");
});

test("a device has no address of IPv6, which is not that there is no such name", (t) => {
  t.like(ask("device-a.test", "AAAA"), { rcode: "NOERROR", answers: [] });
});

test("a name that nobody has does not exist, of whatever type", (t) => {
  t.like(ask("nobody.test"), { rcode: "NXDOMAIN", answers: [] });
  t.like(ask("nobody.test", "AAAA"), { rcode: "NXDOMAIN", answers: [] });
});

test("other names are for the host's name server", (t) => {
  t.is(ask("example.org"), undefined);
  t.is(ask("device-a.test.example"), undefined);
});

test("what is no query gets no answer", (t) => {
  const query = dns.encode({ type: "query", id: 1, questions: [{ name: "device-a.test", type: "A" }] });
  t.is(answerQuery(dns.encode({ type: "response", questions: [{ name: "a.test", type: "A" }] }), names), undefined);
  t.is(answerQuery(dns.encode({ type: "query", questions: [] }), names), undefined);
  for (let length = 0; length < query.length; length++) {
    t.is(answerQuery(query.subarray(0, length), names), undefined, `${length} bytes`);
  }
  // A name that points at itself.
  t.is(answerQuery(Buffer.concat([query.subarray(0, 12), Buffer.from([0xc0, 12, 0, 1, 0, 1])]), names), undefined);
});
