import type { Card } from "../shared/records/card.ts";
import { cards } from "./streams/generated/cards.ts";

/**
 * The nouns that views, search, batch, import, export, timelines, roll-ups and hand-over work on: those that modules declare
 * as `listed`, in `noun.ts`.
 */
export const nouns: readonly Card[] = cards;
