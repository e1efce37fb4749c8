/** Makes many times the heap in garbage, cycles included: none of it may end the program. */
for (let round = 0; round < 20_000; round++) {
  const node: { self?: unknown; data: Uint8Array } = { data: new Uint8Array(512) };
  node.self = node;
}
console.log("done");
