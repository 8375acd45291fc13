import * as z from "zod";
import { Fault } from "../../shared/fault.ts";
import { crud } from "../../shared/http/crud.ts";
import { cursorsOf } from "../../shared/http/cursor.ts";
import { pageOf } from "../../shared/http/lists.ts";
import { load } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { settingRoutes } from "../../shared/http/settings.ts";
import { selection } from "../../shared/records/select.ts";
import { shown } from "../../shared/records/shown.ts";
import { actionRoutes } from "../../shared/records/transition.ts";
import { idOf } from "../../shared/schema.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { directoryEntryActions, directorySourceActions } from "./actions.ts";
import {
  type Delivering,
  directoryDeliveryNoun,
  directoryEntryNoun,
  directorySegmentNoun,
  directorySourceNoun,
} from "./noun.ts";
import { peopleRoute } from "./people.ts";
import { DirectoryDeliveryInput, DirectoryEntryView } from "./schema.ts";
import { directoryEntry, directoryPolicy, directorySegment } from "./table.ts";

const deliver = route({
  method: "POST",
  path: directoryEntryNoun.path,
  permission: "directory.write",
  summary:
    "Says what a source knows of a company: its entry is found by number or name, or made, and shown as it now is.",
  noun: directoryEntry.noun,
  body: DirectoryDeliveryInput.extend({
    id: idOf(directoryEntry.prefix).optional().describe("The id of the entry, if a new one is made."),
  }).strict(),
  reply: DirectoryEntryView,
  status: 201,
  example: directoryEntryNoun.example,
  run: async (call) => {
    const { id, ...given } = call.body;
    const [{ commit, creation }, { entryFor }, { settle }] = await Promise.all([
      import("../../shared/records/write.ts"),
      import("./places.ts"),
      import("./settle.ts"),
    ]);
    if (id && (await call.table.find(directoryEntry, id)) && (await entryFor(call.table, given))?.id !== id) {
      throw new Fault("duplicate", `The id ${id} is taken; choose another.`);
    }
    const delivering: Delivering = { ...call, newEntryId: id };
    const change = await creation(delivering, directoryDeliveryNoun, given);
    const known = await directoryDeliveryNoun.again?.(call, change.after, given);
    const entry = await settle(call, known ?? (await commit(call, change)).id);
    if (!entry || !call.access.sees(directoryEntry, entry)) {
      throw new Fault("forbidden", "It was taken in; the entry is one that you may not see.");
    }
    return shown(call, directoryEntryNoun, entry as AnyRow);
  },
});

const [, ...entryRoutes] = crud(directoryEntryNoun);
const SEGMENTS = directorySegmentNoun.path;

const companies = route({
  method: "GET",
  path: `${SEGMENTS}/{id}/entries`,
  permission: "directory.read",
  summary: "The companies of a segment as they are now; a page may have few, and goes on with its cursor.",
  query: z.strictObject({
    cursor: z.string().max(1_000).optional().describe("The nextCursor of the page before."),
  }),
  reply: pageOf(DirectoryEntryView),
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const { id, version, filter } = await load(call, directorySegment);
    const { sealingKey, id: tenantId } = call.tenant;
    const bound = JSON.stringify([SEGMENTS, tenantId, call.actor.principalId, id, version]);
    const { cursor } = call.query;
    const cursors = cursorsOf(
      sealingKey,
      bound,
      "This cursor is not of this segment as it is now; begin anew without one.",
    );
    const after = cursors.opened(cursor);
    const { rows, next } = await selection(call, directoryEntryNoun, filter)(after);
    const items = await Promise.all(rows.map((row) => shown(call, directoryEntryNoun, row)));
    return { items, nextCursor: cursors.sealed(next) };
  },
});

export const routes: Route[] = [
  ...crud(directorySourceNoun),
  ...actionRoutes(directorySourceNoun, directorySourceActions),
  ...crud(directoryDeliveryNoun),
  deliver,
  ...entryRoutes,
  ...actionRoutes(directoryEntryNoun, directoryEntryActions),
  peopleRoute,
  ...crud(directorySegmentNoun),
  companies,
  ...settingRoutes(directoryPolicy),
];
