/** Prints random bytes, and where there are none, why. */
try {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  console.log(bytes.join(" "), crypto.randomUUID());
} catch (error) {
  console.log((error as { code?: string }).code, (error as Error).message);
}
