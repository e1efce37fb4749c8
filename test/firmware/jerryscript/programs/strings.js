/* Places of characters in strings that are not ASCII, asked for in every order. */
"use strict";
var seed = 1;
function random(n) {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return Math.floor((seed / 2147483648) * n);
}
function make(parts) {
  var text = "";
  for (var i = 0; i < parts; i++) { text += ["x", "\u00e9", "\u4e2d", "\ud83d\ude00", "\ud83d", "abc"][random(6)]; }
  return text;
}
var texts = [make(50), make(40) + "x", make(200)];
var sum = 0;
for (var round = 0; round < 1500; round++) {
  var text = texts[random(3)];
  var at = random(text.length + 2) - 1;
  var other = random(text.length + 1);
  switch (random(9)) {
    case 0: sum += text.charCodeAt(at) || 1; break;
    case 1: sum += (text[at] || "").length; break;
    case 2: sum += text.codePointAt(at) || 2; break;
    case 3: sum += text.slice(at, other).length + (text.substring(at, other).charCodeAt(0) || 0); break;
    case 4: sum += text.indexOf("\u4e2d", at) + text.indexOf("c", other); break;
    case 5: sum += text.lastIndexOf("\u00e9", at) + text.lastIndexOf("x", other); break;
    case 6: sum += (text.startsWith("\ud83d", at) ? 3 : 4) + (text.includes("b", at) ? 5 : 6); break;
    case 7: var pattern = /[x\u4e2d]+/y; pattern.lastIndex = at < 0 ? 0 : at; sum += pattern.test(text) ? pattern.lastIndex : 7; break;
    /* Another string in the place of one that was freed. */
    default: texts[random(3)] = make(random(120) + 3); gc();
  }
  if (round % 100 === 0) { print(round + " " + sum); }
}
for (text of texts) {
  print(Array.from(text).map(function (c) { return c.codePointAt(0); }).join());
  print(text.split("").length + " " + text.match(/./gu).length + " " + text.replace(/\u00e9/g, "e").length);
}
