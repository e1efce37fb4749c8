/** Keeps more than any heap can hold. */
const kept: Uint8Array[] = [];
console.log("filling");
for (;;) {
  kept.push(new Uint8Array(4_096));
}
