import type { Noun } from "../../shared/records/noun.ts";
import type { NounAction } from "../../shared/records/transition.ts";

/** A noun with the actions of it that may need an approval. */
export type Gated = { of: Noun; actions: readonly NounAction[] };

const gatedOf = ({ of, actions }: Gated): Gated => ({ of, actions: actions.filter(({ gate }) => gate !== undefined) });

/** The nouns with actions that others may have to agree to, each loaded where one of its records is decided on. */
export const GATED: Readonly<Record<string, () => Promise<Gated>>> = {
  order: async () => {
    const [{ orderNoun }, { orderActions }] = await Promise.all([
      import("../orders/noun.ts"),
      import("../orders/actions.ts"),
    ]);
    return gatedOf({ of: orderNoun, actions: orderActions });
  },
  receivable: async () => {
    const [{ receivableNoun }, { receivableActions }] = await Promise.all([
      import("../receivables/noun.ts"),
      import("../receivables/actions.ts"),
    ]);
    return gatedOf({ of: receivableNoun, actions: receivableActions });
  },
};
