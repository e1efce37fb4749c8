import ts from "typescript-6";

/** An object of the language or of the runtime, and what its type says that it has. */
export interface DeclaredObject {
  /** An expression: `Array`, `Array.prototype`, `Math`. */
  readonly object: string;
  /** Expressions: `"at"`, `Symbol.iterator`. */
  readonly keys: readonly string[];
}

/** The compiler's own, and the one that has all others as its members. */
const notListed = new Set(["arguments", "undefined", "globalThis"]);

/** All globals that a tsconfig.json declares, and their members, as expressions of a program. */
export function declaredMembers(tsconfig: string, isLeftOut: (name: string) => boolean): readonly DeclaredObject[] {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic() {} };
  const config = ts.getParsedCommandLineOfConfigFile(tsconfig, {}, host);
  const program = ts.createProgram({ rootNames: config?.fileNames ?? [], options: config?.options ?? {} });
  const checker = program.getTypeChecker();
  const [file] = program.getSourceFiles().filter(({ fileName }) => fileName.endsWith("globals.d.ts"));
  if (file === undefined) {
    throw new Error(`${tsconfig} does not have the globals`);
  }
  const symbols = checker
    .getSymbolsInScope(file, ts.SymbolFlags.Value)
    .filter(({ name }) => /^\w+$/.test(name) && !notListed.has(name) && !isLeftOut(name));
  const keysOf = (type: ts.Type) => type.getProperties().map(({ name }) => keyOf(name));
  const objects = symbols.flatMap((symbol): DeclaredObject[] => {
    const type = checker.getTypeOfSymbolAtLocation(symbol, file);
    const prototype = type.getProperty("prototype");
    const own = type.flags & ts.TypeFlags.Object ? keysOf(type) : [];
    const inherited = prototype ? keysOf(checker.getTypeOfSymbolAtLocation(prototype, file)) : [];
    return [
      { object: symbol.name, keys: own },
      ...(inherited.length > 0 ? [{ object: `${symbol.name}.prototype`, keys: inherited }] : []),
    ];
  });
  return [{ object: "globalThis", keys: symbols.map(({ name }) => JSON.stringify(name)) }, ...objects];
}

/** A well-known symbol's property has a name such as `__@iterator@33`. */
function keyOf(name: string): string {
  const symbol = /^__@(?<symbol>\w+)@\d+$/.exec(name)?.groups?.symbol;
  return symbol === undefined ? JSON.stringify(name) : `Symbol.${symbol}`;
}
