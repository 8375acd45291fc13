import { Fault } from "../fault.ts";
import { sign, unsign } from "./seal.ts";

/** Where a list goes on, told to its caller and nobody else: signed over what it is bound to, and kept nowhere. */
export type Cursors = {
  /** The place that a cursor names; nothing where there is none. One that was forged, or is of another list, is refused. */
  opened(cursor: string | undefined): string | undefined;
  /** The cursor of the place at which to go on; `null` at the end. */
  sealed(next: string | undefined): string | null;
};

/**
 * The cursors of one list. `bound` says whose list it is, and which: a cursor that is presented with anything else is
 * refused by the word of `refusal`.
 */
export const cursorsOf = (
  sealingKey: string,
  bound: string,
  refusal = "This cursor is not of this list.",
): Cursors => ({
  opened: (cursor) => {
    const place = cursor === undefined ? undefined : unsign(sealingKey, cursor, bound);
    if (cursor !== undefined && place === undefined) throw new Fault("invalid_cursor", refusal);
    return place;
  },
  sealed: (next) => (next === undefined ? null : sign(sealingKey, next, bound)),
});
