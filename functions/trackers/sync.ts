/**
 * What two systems say is read and not told. A webhook of an issue tracker, and a change of our own, only say that
 * there is something to look at (`trackers/sync.ts`). A look reads both sides and brings them together; what we write
 * there bears our own id, by which it is known again. So lost, doubled and reordered notices come to the same, and
 * nothing is echoed. The issue's state is the tracker's; the ticket's own moves are told to it once each.
 */
import { later, MINUTE_MS } from "../../shared/duration.ts";
import type { Caller } from "../../shared/http/route.ts";
import { sha256 } from "../../shared/http/seal.ts";
import { withoutInvisible } from "../../shared/invisible.ts";
import { failedLook } from "../../shared/records/look.ts";
import { commit, replacement } from "../../shared/records/write.ts";
import { anew } from "../../shared/table/anew.ts";
import { type AnyRow, nextVersion } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { ticketNoun } from "../tickets/noun.ts";
import { isOver } from "../tickets/rules.ts";
import { type TicketMessageRow, type TicketRow, ticket, ticketMessage } from "../tickets/table.ts";
import { tellUnreachable } from "../users/unreachable.ts";
import { type Comment, type Issue, restTracker, type Tracker } from "./port.ts";
import { type IssueRow, issueTracker, type TrackerRow, ticketIssue } from "./table.ts";

const TRIES_MAX = 5;
/** No index lags by more: what was noted before the last note that was told may have been missing from it then. */
const LAG_MS = 600_000;
const ID_CHARS = 20;

/** `about` is the ticket that was handed over, and `goesOn` the one that it has been merged into, or itself. */
type Scene = {
  call: Caller;
  tracker: Tracker;
  settings: TrackerRow;
  row: IssueRow;
  about: TicketRow;
  goesOn: TicketRow;
};

/** Notes of the tenant's people that development is told: what is internal, and was not told by development itself. */
async function notesOf({ call, row, about, goesOn }: Scene): Promise<TicketMessageRow[]> {
  const sources = [...new Set([about.id, goesOn.id])].map((ticketId) =>
    sourceOf(ticketMessage, "parent", { ticketId }),
  );
  const all = await Array.fromAsync(call.table.each(ticketMessage, { sources }));
  const from = row.toldUntil ? later(row.toldUntil, -LAG_MS) : row.createdAt;
  return all.filter(
    ({ visibility, author, createdAt }) => visibility === "internal" && author === "agent" && createdAt >= from,
  );
}

/** The issue; made where none is there yet under our name for it. Nothing of one that was deleted there. */
async function issueOf({ tracker, settings, row, about }: Scene): Promise<Issue | undefined> {
  const read = row.externalId ? await tracker.read(row.externalId) : undefined;
  const known = read ?? (await tracker.find(row.id));
  if (known || row.externalId) return known;
  const description = [about.body, row.note].filter(Boolean).join("\n\n---\n\n");
  const title = [about.number, about.subject].filter(Boolean).join(" ");
  return tracker.create({ ref: row.id, title, description, ...(settings.project && { project: settings.project }) });
}

/** Tells development what it has not been told; what is there under our name already is not told again. */
async function tellNotes(scene: Scene, issue: Issue, comments: readonly Comment[]): Promise<string | undefined> {
  const refs = new Set(comments.map(({ ref }) => ref));
  const notes = await notesOf(scene);
  for (const note of notes.filter(({ id }) => !refs.has(id))) {
    const { id: ref, authorName: author = "", text: body } = note;
    await scene.tracker.comment(issue.id, { ref, author, body });
  }
  return notes.at(-1)?.createdAt;
}

/** Notes in the ticket what development says, each once; what we wrote ourselves is no news. */
async function noteComments({ call, settings, about }: Scene, comments: readonly Comment[]): Promise<void> {
  for (const { id, body, author, ref } of comments) {
    if (ref?.startsWith(`${ticketMessage.prefix}_`)) continue;
    const text = withoutInvisible(body.toWellFormed()).trim();
    if (text === "") continue;
    await call.table.createOnce(ticketMessage, {
      id: `${ticketMessage.prefix}_${sha256(`${settings.id}\n${id}`).slice(0, ID_CHARS)}`,
      ...{ version: 1, createdAt: call.now, updatedAt: call.now, ticketId: about.id },
      ...{ visibility: "internal", author: "development", text, channel: "api" },
      ...(author && { authorName: author }),
    });
  }
}

const isDoneIn = ({ doneStates }: TrackerRow, state: string): boolean => doneStates.includes(state);

/** The issue's state where the ticket's has moved on since it was last told; the issue's own moves stay. */
async function moveIssue({ tracker, settings, row, goesOn }: Scene, issue: Issue): Promise<string> {
  if (goesOn.state === row.ticketState) return issue.state;
  const isDone = isDoneIn(settings, issue.state);
  const isClosed = goesOn.state === "closed";
  const isBack = goesOn.state === "waitingForOthers" && row.isDone === true;
  const to = isClosed && !isDone ? settings.closeAs : isBack && isDone ? settings.reopenAs : undefined;
  if (!to || to === issue.state) return issue.state;
  await tracker.move(issue.id, to);
  return to;
}

/** The ticket comes back to its people, where it waits for development; nothing else of it is changed. */
function comeBack({ call, goesOn }: Scene, as: string): TicketRow | Promise<TicketRow> {
  if (goesOn.state !== "waitingForOthers") return goesOn;
  return anew(TRIES_MAX, async () => {
    const now = await call.table.get(ticket, goesOn.id);
    if (now.state !== "waitingForOthers") return now;
    const change = await replacement(call, ticketNoun, now as AnyRow, { state: "open" }, { as });
    return (await commit(call, change)) as TicketRow;
  });
}

/** What is left of an issue that was deleted there: nothing is told or made until the ticket is handed over again. */
async function deleted(scene: Scene): Promise<Partial<IssueRow>> {
  const { state: ticketState } = await comeBack(scene, "development-deleted");
  return {
    ...{ externalId: undefined, url: undefined, remoteState: undefined, isDone: undefined, toldUntil: undefined },
    ...{ ticketState, failures: 0, error: "The issue was deleted there.", deletedAt: scene.call.now, dueAt: undefined },
  };
}

/** Brings both sides together as they now are. What was done before a run broke off is found there and not done again. */
async function together(scene: Scene): Promise<Partial<IssueRow>> {
  const { call, tracker, settings, row } = scene;
  const issue = await issueOf(scene);
  if (!issue) return deleted(scene);
  const comments = await tracker.comments(issue.id);
  const toldUntil = await tellNotes(scene, issue, comments);
  await noteComments(scene, comments);
  const remoteState = await moveIssue(scene, issue);
  const isDone = isDoneIn(settings, remoteState);
  const isNews = isDone && row.isDone !== true;
  const { state: ticketState } = isNews ? await comeBack(scene, "development-done") : scene.goesOn;
  const isOverBoth = isDone && isOver(ticketState);
  return {
    ...{ externalId: issue.id, url: issue.url, remoteState, isDone, ticketState },
    ...{ toldUntil: toldUntil ?? row.toldUntil, syncedAt: call.now, failures: 0, error: undefined },
    dueAt: isOverBoth ? undefined : later(call.now, settings.pollMinutes * MINUTE_MS),
  };
}

/** Looks at one issue: what both sides now say is read, and decides. */
export async function sync(call: Caller, row: IssueRow): Promise<void> {
  const [settings, about] = await Promise.all([
    call.table.find(issueTracker, row.trackerId),
    call.table.find(ticket, row.ticketId),
  ]);
  const goesOn = about?.mergedInto ? await call.table.find(ticket, about.mergedInto) : about;
  let fields: Partial<IssueRow>;
  if (!settings || settings.archived || !about || !goesOn) {
    fields = { dueAt: undefined, error: "The tracker or the ticket is gone." };
  } else if (row.deletedAt) fields = { dueAt: undefined, ticketState: goesOn.state };
  else {
    const scene = { call, tracker: restTracker(settings), settings, row, about, goesOn };
    fields = await together(scene).catch((error) => failedLook(row, call.now, error));
    await tellUnreachable(call, settings, fields);
  }
  // Whoever asked for another look meanwhile gets it: this row is then no longer the one that was read.
  await call.table.replace(ticketIssue, row, nextVersion(row, call.now, fields));
}
