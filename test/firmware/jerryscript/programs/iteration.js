/* Iterators that are closed, and async ones: the order of steps. */
"use strict";
var log = [];
function from(steps) {
  return {
    [Symbol.iterator]() { return this; },
    next() { return steps.length > 0 ? { value: steps.shift(), done: false } : { value: undefined, done: true }; },
    return() { log.push("return"); return {}; },
  };
}
async function closesWhereAPromiseIsRejected() {
  try { for await (var value of from([1, Promise.reject("bad"), 3])) { log.push(value); } } catch (error) { log.push("caught " + error); }
}
async function closesWhereAThenThrows() {
  var broken = Promise.resolve();
  Object.defineProperty(broken, "constructor", { get() { throw "constructor"; } });
  try { for await (var value of from([broken])) { log.push(value); } } catch (error) { log.push("caught " + error); }
}
async function hasNoThrow() {
  async function* delegates() { yield* from([1, 2]); }
  var generator = delegates();
  await generator.next();
  try { await generator.throw("sensor"); } catch (error) { log.push("no throw: " + error.name); }
}
async function stopsAtTheFirstError() {
  var iterator = { [Symbol.iterator]() { return this; }, next() { return { get done() { throw "done"; }, get value() { log.push("value"); } }; } };
  try { for await (var value of iterator) { log.push(value); } } catch (error) { log.push("caught " + error); }
  try { for await (value of { [Symbol.iterator]() { return this; }, next() { return 1; } }) { log.push(value); } } catch (error) { log.push(error.name); }
}
async function keepsTheFirstError() {
  var iterator = { [Symbol.iterator]() { return this; }, next() { return { value: 1 }; }, get return() { throw "return"; } };
  try { for (var value of iterator) { throw "body"; } } catch (error) { log.push(error); }
  try { new Map(iterator); } catch (error) { log.push(error.name); }
}
async function goesOnAtOnce() {
  var order = [];
  async function* counts() { for (var i = 3; i > 0; i--) { yield Promise.resolve(i); } }
  async function* passesOn() { yield* counts(); }
  var walk = async function (name, numbers) { for await (var number of numbers) { order.push(name + number); } };
  var ticks = async function () { for (var i = 0; i < 14; i++) { await null; order.push(i); } };
  await Promise.all([walk("a", counts()), walk("b", passesOn()), ticks()]);
  log.push(order.join(" "));
}
(async function () {
  for (var each of [closesWhereAPromiseIsRejected, closesWhereAThenThrows, hasNoThrow, stopsAtTheFirstError, keepsTheFirstError, goesOnAtOnce]) {
    await each();
    log.splice(0).forEach(function (line) { print(line); });
  }
})();
