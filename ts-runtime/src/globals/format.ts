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
      return typeof value === "object" ? inspect(value, 0) : plain(value);
    case "d":
      return typeof value === "object" ? "NaN" : String(Number(value));
    case "i":
      return String(Number.parseInt(String(value), 10));
    case "f":
      return String(Number.parseFloat(String(value)));
    case "j":
      return JSON.stringify(value) ?? "undefined";
    case "c":
      return "";
    default:
      return inspect(value, 4);
  }
}
