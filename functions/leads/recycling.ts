import { recycler } from "../assignment/recycle.ts";
import { leadNoun } from "./noun.ts";

/** Reminds owners of leads that are about to go back to their pools, and takes back those that nobody followed up. */
export const handler = recycler(leadNoun);
