import { z } from "zod";

const Reading = z.object({ sensor: z.string(), celsius: z.number().min(-40).max(85) });
console.log(Reading.parse({ sensor: "a", celsius: 21.5 }));
const { success, error } = Reading.safeParse({ sensor: "a", celsius: 90 });
console.log(success, error?.issues[0]?.message);
