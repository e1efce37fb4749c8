import { addDays, differenceInDays, formatISO, parseISO } from "date-fns";

const start = parseISO("2026-11-30T12:00:00Z");
console.log(addDays(start, 3).toISOString(), differenceInDays(parseISO("2026-12-24"), start));
console.log(formatISO(start, { representation: "date" }));
