import type { Noun } from "../../shared/records/noun.ts";
import type { NounAction } from "../../shared/records/transition.ts";
import { nouns } from "../nouns.ts";

/** A noun with the actions of it that may need an approval. */
export type Gated = { of: Noun; actions: readonly NounAction[] };

/** The nouns with actions that others may have to agree to, each loaded where one of its records is decided on. */
export const GATED: Readonly<Record<string, () => Promise<Gated>>> = Object.fromEntries(
  nouns.flatMap(({ noun, load, gated }) => {
    if (!gated) return [];
    const loading = async (): Promise<Gated> => {
      const [of, actions] = await Promise.all([load(), gated()]);
      return { of, actions: actions.filter(({ gate }) => gate !== undefined) };
    };
    return [[noun, loading] as const];
  }),
);
