import { random } from "../../shared/config.ts";
import { DAY_MS, later } from "../../shared/duration.ts";
import { callerOf } from "../../shared/events/caller.ts";
import type { Work } from "../../shared/events/event.ts";
import { Fault } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { newSecret } from "../../shared/ids.ts";
import type { Action } from "../../shared/table/action.ts";
import { anew } from "../../shared/table/anew.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { write } from "../../shared/table/table.ts";
import { contact } from "../contacts/table.ts";
import { type ProjectRow, projectLink } from "../projects/table.ts";
import type { TicketRow } from "../tickets/table.ts";
import { type About, asked, ofProject, ofTicket, type Reader } from "./ask.ts";
import { survey, surveyIdOf, surveyPolicy, surveyTurn, turnIdOf } from "./table.ts";

const TRIES_MAX = 5;
const LOOKED_AT = 50;

async function readerOf({ table }: Caller, contactId: string | undefined): Promise<Reader | undefined> {
  const row = contactId ? await table.find(contact, contactId) : undefined;
  if (!row?.email || row.archived || row.mergedInto) return undefined;
  return { contactId: row.id, name: row.name, email: row.email, locale: row.preferredLanguage };
}

/** Who is asked about a project: whoever accepted it by an address of theirs, else the account's first contact with one. */
async function ofTheProject(call: Caller, { id: projectId, accountId }: ProjectRow): Promise<Reader | undefined> {
  const sources = [sourceOf(projectLink, "parent", { projectId })];
  const { rows } = await call.table.list(projectLink, { sources, limit: LOOKED_AT, descending: true });
  const accepted = rows.find(({ answer, contactId }) => answer?.accepted && contactId);
  const found = await readerOf(call, accepted?.contactId);
  if (found) return found;
  const people = await call.table.list(contact, {
    sources: [sourceOf(contact, "account", { accountId })],
    limit: 1,
    keep: (row) => row.email !== undefined && row.accountId === accountId && !row.archived && !row.mergedInto,
  });
  return readerOf(call, people.rows[0]?.id);
}

async function ofTheTicket(call: Caller, { contactId, requester }: TicketRow): Promise<Reader | undefined> {
  const person = await readerOf(call, contactId);
  // Whoever wrote is asked where they wrote from.
  if (!requester?.email) return person;
  return { ...person, ...(requester.name && { name: requester.name }), email: requester.email };
}

/** The write by which somebody has been asked now; nothing where they were asked a short while ago. */
async function turn(call: Caller, { contactId, email }: Reader, quietDays: number): Promise<Action | undefined> {
  const id = turnIdOf(contactId ?? email);
  const before = await call.table.find(surveyTurn, id);
  if (before && later(before.askedAt, quietDays * DAY_MS) > call.now) return undefined;
  const base = { id, version: 1, createdAt: call.now, updatedAt: call.now, askedAt: call.now };
  return before
    ? write.replace(surveyTurn, before, nextVersion(before, call.now, { askedAt: call.now }))
    : write.create(surveyTurn, base);
}

/** Asks once about something that was closed, if the tenant wants it and there is somebody to be asked. */
async function closed(work: Work, about: About, find: (call: Caller) => Promise<Reader | undefined>): Promise<void> {
  const policy = await surveyPolicy.held(work.table);
  const kind = about.aboutNoun === "project" ? policy.projects : policy.tickets;
  if (kind === "none") return;
  const id = surveyIdOf(about.aboutId);
  const call = { ...callerOf(work, "surveys"), secret: (bytes?: number) => newSecret(bytes, random) };
  await anew(
    TRIES_MAX,
    async () => {
      if (await work.table.find(survey, id)) return;
      const reader = await find(call);
      const now = reader && (await turn(call, reader, policy.quietDays));
      if (!now) return;
      await work.table.commit([...(await asked(call, about, { id, kind }, reader)).actions, now]);
    },
    (error) => error instanceof Fault && (error.code === "stale" || error.code === "duplicate"),
  );
}

export const projectClosed = (work: Work, row: ProjectRow): Promise<void> =>
  closed(work, ofProject(row), (call) => ofTheProject(call, row));

export const ticketClosed = (work: Work, row: TicketRow): Promise<void> =>
  closed(work, ofTicket(row), (call) => ofTheTicket(call, row));
