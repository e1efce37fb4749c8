import { customAlphabet, nanoid } from "nanoid";
import { nanoid as nonSecure } from "nanoid/non-secure";

const [one, two] = [nanoid(), nanoid()];
console.log(
  /^[\w-]{21}$/.test(one),
  one !== two,
  /^[abc]{5}$/.test(customAlphabet("abc", 5)()),
  nonSecure().length === 21,
);
