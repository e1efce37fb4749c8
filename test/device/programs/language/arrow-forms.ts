/** Every form of a function in every place of an expression, evaluated: the bundler would write most of them in one way. */
const functions = [
  ["x=>x+n", "F(1)"],
  ["(x)=>x+n", "F(1)"],
  ["()=>n", "F()"],
  ["async x=>x+n", "F(1)"],
  ["async (x)=>x+n", "F(1)"],
  ["async ()=>n", "F()"],
  ["x=>({y:x+n})", "F(1).y"],
  ["x=>[x,n]", "F(1)"],
  ["x=>{return x+n}", "F(1)"],
  ["(x=n)=>x", "F()"],
  ["({a})=>a+n", "F({a:1})"],
  ["({a:b=n})=>b", "F({})"],
  ["([a=n])=>a", "F([])"],
  ["(x,...r)=>r.length+n", "F(1,2)"],
  ["x=>y=>x+y+n", "F(1)(2)"],
  ["({a:{b=x=>x+n}})=>b(1)", "F({a:{}})"],
  ["async async=>async+n", "F(1)"],
  ["async function(x){return x+n}", "F(1)"],
  ["function*(x){yield x+n}", "[...F(1)]"],
  ["x=>x?y=>y:n", "F(1)(3)"],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is evaluated
  ["x=>`${x}${n}`", "F(1)"],
] as const;

const places = [
  ["@", "r"],
  ["((@))", "r"],
  ["({a:@})", "r.a"],
  ["({b,a:@,c:1})", "r.a"],
  ["({b(){},'a':@})", "r.a"],
  ["({...b,['a']:@})", "r.a"],
  ["({1:@})", "r[1]"],
  ["({a:{b:[@]}})", "r.a.b[0]"],
  ["([@])", "r[0]"],
  ["([1,{a:@}])", "r[1].a"],
  ["([...[],@])", "r[0]"],
  ["(1,@)", "r"],
  ["(b,@)", "r"],
  ["(b=1,@)", "r"],
  ["({b},@)", "r"],
  ["([b],{a:@})", "r.a"],
  ["(b?{a:@}:0)", "r.a"],
  ["({a:b?@:0})", "r.a"],
  ["({a:b.c=1,c:@})", "r.c"],
  ["({a:v=@}).a", "r"],
  ["([v=@])", "r[0]"],
  ["id(({a:@}))", "r.a"],
  ["id(...[@])", "r"],
  ["new K({a:@})", "r.v.a"],
  ["(()=>({a:@}))()", "r.a"],
  ["(z=>[@])(1)", "r[0]"],
  ["((z={a:@})=>z)()", "r.a"],
  ["(({z:{y=@}})=>y)({z:{}})", "r"],
  ["async({a:@})", "r.a"],
  ["({async,a:@})", "r.a"],
  ["({async:@})", "r.async"],
  ["(async()=>({a:@}),{a:@})", "r.a"],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is evaluated
  ["(`${({a:@})}`,({a:@}))", "r.a"],
  ["({m(){return {a:@}}}).m()", "r.a"],
  ["(class{m=@})", "new r().m"],
] as const;

for (const [place, use] of places) {
  const found: string[] = [];
  for (const [written, call] of functions) {
    const put = (text: string): string => text.replaceAll("@", () => written);
    try {
      const run = new Function(
        `"use strict"; let v, n = 7, b = {}; const id = (x) => x, async = id, K = class { constructor(v) { this.v = v; } };
        const r = ${put(place)}; const F = ${use}; return ${call};`,
      );
      found.push(JSON.stringify(await run()));
    } catch (error) {
      found.push(`${put(place)}: ${error}`);
    }
  }
  console.log(place, found.join(" "));
}
