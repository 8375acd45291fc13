/**
 * Lists hold cards, and the noun is loaded by whoever has a record of it in hand (`functions/nouns.ts`,
 * `functions/streams/entities.ts`). A list that held the nouns would put each into every Lambda that reads the list: 5
 * KB and 2 ms of a cold start a noun, most of it schemas that are built and not used. A card is names and a way to
 * load; esbuild makes a file of each noun beside the handler. The same holds within a module: what a call needs now
 * and then (the engine, a merge, charts, XML) is imported where it is needed.
 */
import type { Card } from "../shared/records/card.ts";
import { cards } from "./streams/generated/cards.ts";

/**
 * The nouns that views, search, batch, import, export, timelines, roll-ups and hand-over work on: those that modules declare
 * as `listed`, in `noun.ts` or a file beside it that ends so.
 */
export const nouns: readonly Card[] = cards;
