import { offerer } from "../assignment/offer.ts";
import { leadNoun } from "./noun.ts";

/** Offers leads again that nobody could be given when they came. */
export const handler = offerer(leadNoun);
