/** A word of a command, for a POSIX shell. */
export function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** Of a Kconfig option. */
type Value = string | number | boolean;

/** A command's options as words: texts and numbers have a value, `true` stands for itself, and nothing else is an option. */
export function optionWords(
  values: Readonly<Record<string, unknown>>,
  config: Readonly<Record<string, Value>> = {},
): string[] {
  const named = Object.entries(values).flatMap(([name, value]) => {
    const hasValue = typeof value === "number" || (typeof value === "string" && value !== "");
    return hasValue ? [`--${name}`, String(value)] : value === true ? [`--${name}`] : [];
  });
  return [...named, ...Object.entries(config).flatMap(([name, value]) => ["--config", `${name}=${text(value)}`])];
}

function text(value: Value): string {
  return typeof value === "boolean" ? (value ? "y" : "n") : String(value);
}
