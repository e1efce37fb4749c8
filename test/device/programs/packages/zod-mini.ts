import * as z from "zod/mini";

const Reading = z.object({ sensor: z.string(), celsius: z.number().check(z.minimum(-40), z.maximum(85)) });
console.log(Reading.parse({ sensor: "a", celsius: 21.5 }));
console.log(Reading.safeParse({ sensor: "a", celsius: 90 }).success);
