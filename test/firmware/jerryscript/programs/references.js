/* Properties of super and private ones, and computed keys, as what is assigned to. */
"use strict";
(async function () {
class A { get v() { return this.w; } set v(x) { this.w = x; return 99; } }
class B extends A {
  constructor() { super(); this.w = 1; }
  #p = 5; #q = 7n;
  get #acc() { return this.a2 ?? 10; } set #acc(v) { this.a2 = v; return 77; }
  #m() { return 1; }
  go() {
    const r = [];
    r.push(super.v += 4, this.w, super["v"] *= 3, this.w, super.v++, super.v--, ++super.v, --super["v"], this.w);
    super.v = null; r.push(super.v ??= 8, super.v ||= 9, super.v &&= 3, super.v &&= 0, super.v ||= 4, this.w);
    r.push(super.v = 21);
    [super.v, super["v"]] = [1, 2]; r.push(this.w);
    ({ a: super.v, b: super["w" + ""] = 6 } = { a: 44 }); r.push(this.w);
    for (super.v of [7, 8, 9]) ; r.push(this.w);
    for (super["v"] in { k: 1 }) ; r.push(this.w);
    this.w = 5n; r.push(super.v++, ++super.v, super.v **= 2n);
    r.push(this.#p += 2, this.#p++, ++this.#p, this.#p--, this.#p, this.#q++, this.#q, this.#p ||= 3, this.#p &&= 0, this.#p ??= 3, this.#p ||= 6);
    r.push(this.#acc, this.#acc += 1, this.#acc++, this.#acc, this.#acc = 5, (this.#acc ||= 3));
    [this.#p, this.#q] = [31, 32]; ({ x: this.#p = 9 } = {}); r.push(this.#p, this.#q);
    for (this.#p of [1, 2]) ; for (this.#q in { z: 1 }) ; r.push(this.#p, this.#q);
    const f = () => { super.v = 3; super.v += 4; this.#p -= 5; return [super.v, this.#p]; };
    r.push(...f());
    try { this.#m = 3; } catch (e) { r.push(e.name); }
    try { this.#m += 3; } catch (e) { r.push(e.name); }
    try { this.#m++; } catch (e) { r.push(e.name); }
    try { B.prototype.look.call({}); } catch (e) { r.push(e.name); }
    try { super.v += Symbol(); } catch (e) { r.push(e.name); }
    return r;
  }
  look() { return this.#p++; }
  *gen() { super.v = 1; super.v += yield super.v; this.#p = 1; this.#p += yield this.#p; return [super.v, this.#p]; }
  async as() { super.v = 1; super.v += await 5; this.#p = 1; this.#p *= await 6; return [super.v, this.#p]; }
  
}
const b = new B();
print(b.go().map((x) => typeof x + ":" + String(x)).join(" "));
const g = b.gen(); g.next(); g.next(10); print(g.next(20).value);
print(await b.as());
const o = { __proto__: { x: 1 }, m() { super.x += 5; super.x++; return [this.x, super.x]; } }; print(o.m());
class N { static m() { let c = 0; try { super[c++] = c++; } catch (e) { return e.name + c; } } }
Object.setPrototypeOf(N, null); print(N.m());
let log = []; const L = (x, v) => (log.push(x), v);
var source = { get p() { log.push("get"); } }; 
var target = { set q(v) { log.push("set"); } };
({ [L("source-key", { toString() { log.push("sk-str"); return "p"; } })]: L("target", target)[L("target-key", { toString() { log.push("tk-str"); return "q"; } })] } = L("source", source));
print(log);
({ [{ toString() { return "p"; } }]: target.z, ...target.rest } = { p: 1, k: 2 }); print(JSON.stringify(target));

{ let n = 0; const k = { toString() { n++; return "q1"; } }; const o = { q1: 1, q2: 5 };
o[k] += 5; o[k]++; --o[k]; o[k] ||= 3; o[k] &&= 4; print(JSON.stringify(o));
const { [k]: v, ...rest } = o; print(v + JSON.stringify(rest));
let w, r2; ({ [k]: w = 9, ["zz"]: o.y = 4, ...o.r } = o); print(w + JSON.stringify(o)); 
const s = Symbol("s"); const { [s]: u, [1]: one, ...r3 } = { [s]: 3, 1: 2, 2: 3 }; print(String(u) + one + JSON.stringify(r3) + Object.getOwnPropertySymbols(r3).length);
({ [k]: [w], ...r2 } = { q1: [88], z: 1 }); print(w + JSON.stringify(r2));
try { null[k] += 1; } catch (e) { print(e.name); }
try { undefined[k]++; } catch (e) { print(e.name); }
try { o[{ toString() { throw 8; } }]++; } catch (e) { print(e); }
try { o[{ toString() { throw 9; } }] += 1; } catch (e) { print(e); }
try { ({ [{ toString() { throw 10; } }]: w } = o); } catch (e) { print(e); }
}
})();
