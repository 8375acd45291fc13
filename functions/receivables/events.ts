import { followingPlaces } from "../../shared/events/places.ts";
import { receivable } from "./table.ts";

/** An order signed in 36 instalments with 20 members would not fit one transaction with all of their places. */
export const { emits, handles } = followingPlaces(receivable);
