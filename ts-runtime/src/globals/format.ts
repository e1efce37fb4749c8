import { inspect } from "./inspect.ts";

/** What console.log prints: `%s %d %i %f %j %o %O %c %%` in a first string are filled in, the rest follows with spaces. */
export function format(values: readonly unknown[]): string {
  const [first] = values;
  if (typeof first !== "string") {
    return values.map(plain).join(" ");
  }
  let used = 1;
  const text =
    values.length === 1
      ? first
      : first.replace(/%([sdifjoOc%])/g, (whole, kind: string) => {
          if (kind === "%") {
            return "%";
          }
          return used < values.length ? fill(kind, values[used++]) : whole;
        });
  const rest = values.slice(used).map(plain);
  return [text, ...rest].join(" ");
}

function plain(value: unknown): string {
  return typeof value === "string" ? value : inspect(value);
}

function fill(kind: string, value: unknown): string {
  switch (kind) {
    case "s":
      return typeof value === "object" ? inspect(value, { depth: 0 }) : plain(value);
    case "d":
      return number(value, Number);
    case "i":
      return number(value, Number.parseInt);
    case "f":
      return number(value, Number.parseFloat);
    case "j":
      return json(value);
    case "c":
      return "";
    default:
      return inspect(value, { depth: 4 });
  }
}

function number(value: unknown, convert: (text: string) => number): string {
  if (typeof value === "bigint") {
    return inspect(value);
  }
  return typeof value === "object" || typeof value === "symbol" ? "NaN" : String(convert(value as string));
}

/** What has no JSON, such as what refers to itself, is shown all the same: a line of a log ends no program. */
function json(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "undefined";
  } catch {
    return inspect(value);
  }
}
