/** Calls itself without end. */
function deeper(depth: number): number {
  return deeper(depth + 1) + 1;
}

console.log("descending");
deeper(0);
