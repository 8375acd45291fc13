import { inForce } from "../../shared/records/inforce.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import type { Table } from "../../shared/table/table.ts";
import type { Definition } from "./definition.ts";
import { journey } from "./table.ts";

export const JOURNEYS_MAX = 200;
export const journeys = inForce(journey);

/** A journey that people may begin, with what begins it. */
export type Live = { id: string; of: Definition["of"]; trigger: Definition["trigger"] };

export const liveOf = (row: RowOf<typeof journey>): Live[] =>
  row.status === "live" && row.published ? [{ id: row.id, ...row.published }] : [];

/** The journeys of a tenant that people may begin, as this process remembers them. */
export const liveJourneys = async (table: Table): Promise<Live[]> => (await journeys.of(table)).flatMap(liveOf);
