import type { Interceptor } from "../../infra/local/proxy.ts";

/** What comes between: every write that has `of` in it waits until it is done, and it is done once. */
export type Coming = { of: string; does: () => Promise<unknown>; done?: Promise<unknown> };

/** Lets something come between the reading and the writing of a step, which a test names when it is its time. */
export function comingBetween(): { interceptor: Interceptor; next(coming: Coming): Coming } {
  let armed: Coming | undefined;
  return {
    interceptor: {
      before: async ({ isWrite, body }) => {
        if (!isWrite || !armed || !body.toString().includes(armed.of)) return undefined;
        armed.done ??= armed.does();
        await armed.done;
        return undefined;
      },
    },
    next: (coming) => {
      armed = coming;
      return coming;
    },
  };
}
