import { note } from "./note.ts";

/** Says of folders that cannot be watched once what to do. */
export function tellOnce(): (error: Error) => void {
  let isTold = false;
  return ({ message }) => {
    if (!isTold) {
      isTold = true;
      note(
        `not all changes will be seen: ${message}. CHOKIDAR_USEPOLLING=1 in the environment looks at the files in turn`,
      );
    }
  };
}
