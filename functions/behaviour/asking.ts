import type { Work } from "../../shared/events/event.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { keeping } from "../../shared/table/keeping.ts";
import { askId, behaviourAsk } from "./table.ts";

type Ask = RowOf<typeof behaviourAsk>;
type Asking = Pick<Work, "table" | "now">;

const TRIES_MAX = 10;

async function noted({ table, now }: Asking, personId: string, fields: (before?: Ask) => Partial<Ask> | undefined) {
  const id = askId(personId);
  await anew(
    TRIES_MAX,
    async () => {
      const before = await table.find(behaviourAsk, id);
      const told = fields(before);
      if (!told) return;
      await table.commit([keeping(behaviourAsk, { id, before, now }, { personId, ...told })]);
    },
    isOvertaken,
  );
}

/** Asks for what a person did to be counted anew; whoever has asked already need not be asked again. */
export const ask = (work: Asking, personId: string): Promise<void> =>
  noted(work, personId, (before) =>
    before?.dueAt !== undefined && before.dueAt <= work.now ? undefined : { dueAt: work.now },
  );

/** Notes that a record is the same person as another, or is so no more, and has that one counted anew. */
export const linked = (work: Asking, personId: string, other: string, isSame: boolean): Promise<void> =>
  noted(work, personId, (before) => {
    const others = (before?.also ?? []).filter((id) => id !== other);
    return { also: isSame ? [...others, other] : others, dueAt: work.now };
  });
