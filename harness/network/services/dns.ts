import dns from "dns-packet";
import { isLocal, type NameTable } from "../names.ts";

/** Seconds for which an answer may be kept: a device may be detached the next moment. */
const timeToLive = 1;
const nameError = 3;

/**
 * The answer to a query for a name that ends in `.test`. Undefined for every other query, and for what is none: those go on to the
 * name server of the host.
 */
export function answerQuery(query: Uint8Array, names: NameTable): Buffer | undefined {
  const packet = decode(query);
  const [question] = packet?.questions ?? [];
  if (packet?.type !== "query" || question === undefined || !isLocal(question.name)) {
    return undefined;
  }
  const address = names.find(question.name);
  const asksForIt = question.type === "A" || (question.type as string) === "ANY";
  return dns.encode({
    type: "response",
    id: packet.id ?? 0,
    // The code of the answer is the lowest four bits of the flags.
    flags:
      dns.AUTHORITATIVE_ANSWER | dns.RECURSION_AVAILABLE | recursion(packet) | (address === undefined ? nameError : 0),
    questions: [question],
    // That a name has an address of another kind is an answer without records, not that there is no such name.
    answers:
      address === undefined || !asksForIt
        ? []
        : [{ type: "A", class: "IN", name: question.name, ttl: timeToLive, data: address }],
  });
}

function recursion({ flags = 0 }: dns.Packet): number {
  return flags & dns.RECURSION_DESIRED;
}

/** The library throws a RangeError or an Error for bytes that are no DNS message. */
function decode(bytes: Uint8Array): dns.Packet | undefined {
  try {
    return dns.decode(Buffer.from(bytes));
  } catch {
    return undefined;
  }
}
