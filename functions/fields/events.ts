import { type Emission, type Handler, handle, type Watcher, when } from "../../shared/events/event.ts";
import { changed } from "../../shared/http/record.ts";
import { type BackfillStep, backfill, isDue } from "../../shared/records/backfill.ts";
import { customField } from "./table.ts";

const DOES: readonly BackfillStep["does"][] = ["formulas", "contributions", "rollups", "places"];

/** What keeps computed fields right is loaded where a tenant has some. */
const upkeep = () => import("./upkeep.ts");

/** Roll-ups are kept right by what the stream tells: every path that writes a record comes by here. */
export const watches: Watcher[] = [
  {
    consumer: "rest",
    does: "adds the record up in those that it belongs to",
    run: async (change, work) => {
      const fields = [...work.tenant.customFields.values()].flat();
      const isRolledUp = fields.some(({ rollup, archived }) => rollup?.noun === change.entity.noun && !archived);
      if (isRolledUp) await (await upkeep()).addUp(change, work);
    },
  },
];

export const emits: Emission[] = [
  when(backfill, "backfill.moved", (c) => isDue(c.after, DOES)),
  when(backfill, "backfill.failed", (c) => c.after?.state === "failed"),
];

export const handles: Handler[] = [
  handle(
    backfill,
    "backfill.moved",
    "rest",
    "brings older records up to a field's definition",
    async ({ after }, work) => {
      if (after) await (await upkeep()).goOn(work, after);
    },
  ),
  handle(backfill, "backfill.failed", "rest", "lets go of a rule that older records break", async ({ after }, work) => {
    const field = after?.fieldId ? await work.table.find(customField, after.fieldId) : undefined;
    if (!field?.unique || field.backfillId !== after?.id) return;
    await work.table.replace(customField, field, changed(work, field, { unique: null }));
  }),
];
