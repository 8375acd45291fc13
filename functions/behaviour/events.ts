import { isDeepStrictEqual } from "node:util";
import { type Change, type Emission, type Handler, handle, type Work, when } from "../../shared/events/event.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { contact } from "../contacts/table.ts";
import { lead } from "../leads/table.ts";
import { behaviourEvent, behaviourProfile, visitor } from "./table.ts";

type Addressed = { email?: string; phone?: string; archived?: boolean };
type Person = RowOf<typeof contact> | RowOf<typeof lead>;
type Same = { id: string; mergedInto?: string; contactId?: string };

/** Somebody has an address that they did not have before. */
function isAddressed({ before, after }: Change<Addressed>): boolean {
  if (!after || after.archived) return false;
  return before?.archived === true || before?.email !== after.email || before?.phone !== after.phone;
}

const heirsOf = (row: Same | undefined): string[] => [row?.mergedInto, row?.contactId].filter((id) => id !== undefined);
const becameAnother = ({ before, after }: Change<Same>): boolean => !isDeepStrictEqual(heirsOf(before), heirsOf(after));

export const emits: Emission[] = [
  when(behaviourEvent, "behaviour.happened", ({ before, after }) => before === undefined && after !== undefined),
  when(behaviourProfile, "behaviour.counted", ({ after }) => after !== undefined),
  when(visitor, "visitor.known", ({ before, after }) => {
    if (!after) return false;
    const told = (row: typeof before) => [row?.identities ?? [], row?.mergedInto];
    return !isDeepStrictEqual(told(before), told(after));
  }),
  when(contact, "contact.addressed", (change) => isAddressed(change as Change<Addressed>)),
  when(lead, "lead.addressed", (change) => isAddressed(change as Change<Addressed>)),
  when(contact, "contact.becameAnother", (change) => becameAnother(change as Change<Same>)),
  when(lead, "lead.becameAnother", (change) => becameAnother(change as Change<Same>)),
];

const FINDS = "finds the visitors who were told to have their addresses";
const LINKS = "has what they did counted for the record that they became";

const found = async ({ after }: Change<Person>, work: Work): Promise<void> => {
  if (after) await (await import("./known.ts")).addressed(work, after);
};

const linked = async ({ before, after }: Change<Person>, work: Work): Promise<void> => {
  const { linked: link } = await import("./asking.ts");
  const [had, has] = [heirsOf(before as Same | undefined), heirsOf(after as Same | undefined)];
  const id = after?.id ?? before?.id ?? "";
  for (const heir of had) if (!has.includes(heir)) await link(work, heir, id, false);
  for (const heir of has) if (!had.includes(heir)) await link(work, heir, id, true);
};

export const handles: Handler[] = [
  handle(behaviourEvent, "behaviour.happened", "rest", "has its person counted anew", async ({ after }, work) => {
    if (after) await (await import("./known.ts")).happened(work, after);
  }),
  handle(visitor, "visitor.known", "rest", "finds whose its addresses are", async ({ before, after }, work) => {
    if (after) await (await import("./known.ts")).known(work, before, after);
  }),
  handle(contact, "contact.addressed", "rest", FINDS, found),
  handle(lead, "lead.addressed", "rest", FINDS, found),
  handle(contact, "contact.becameAnother", "rest", LINKS, linked),
  handle(lead, "lead.becameAnother", "rest", LINKS, linked),
];
