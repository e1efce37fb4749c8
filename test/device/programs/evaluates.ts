/** Asks for what only a parser can do. */
try {
  console.log(new Function("return 6 * 7")());
} catch (error) {
  console.log(String(error));
}
