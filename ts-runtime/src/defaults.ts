/**
 * Values that all objects of a class have until they set their own. A class `declare`s such a field and names its value here: on
 * QuickJS a property of an object's own costs as much as a call and 16 bytes, and most objects never set these.
 */
export function defaults(Class: { readonly prototype: object }, values: Readonly<Record<string, unknown>>): void {
  Object.assign(Class.prototype, values);
}
