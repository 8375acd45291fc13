import type * as z from "zod";
import { Fault } from "../../shared/fault.ts";
import { openLink } from "../../shared/http/open-link.ts";
import { changed } from "../../shared/http/record.ts";
import type { Call, Caller } from "../../shared/http/route.ts";
import type { Action } from "../../shared/table/action.ts";
import { anew, isOvertaken, isRaced } from "../../shared/table/anew.ts";
import { write } from "../../shared/table/table.ts";
import { systemCaller } from "../users/system.ts";
import { completing } from "./completing.ts";
import type { AcceptInput, DeclineInput } from "./link-schema.ts";
import { linkWords } from "./link-words.ts";
import { type At, checkWorkable, planning } from "./plan.ts";
import { Days, type Node, waitsFor } from "./rules.ts";
import { planOf, workingTimeOf } from "./schedule.ts";
import { type LinkRow, type ProjectRow, project, projectLink, projectLinkEntry } from "./table.ts";

const TRIES_MAX = 5;

/** The same answer for an unknown address, a revoked one and one that has ended. */
export const closed = (): Fault =>
  new Fault("not_found", "There is nothing at this address, or the address has ended.");

/** What an address leads to. */
export type Opened = { caller: Caller; link: LinkRow; row: ProjectRow; node?: Node };

/** Opens an address: its project, and a caller for what the customer does, in the address's name. */
export async function opened(call: Call<unknown, unknown>): Promise<Opened> {
  const { table, link } = await openLink(call, { entry: projectLinkEntry, link: projectLink }, closed);
  const [row, caller] = await Promise.all([
    table.find(project, link.projectId),
    systemCaller(table, "projects", new Date(call.now)),
  ]);
  if (!row || row.archived || row.status === "cancelled") throw closed();
  const { nodes } = await planOf(caller, row.id);
  const node = nodes.find(({ key }) => key === link.milestone);
  return { caller, link, row, ...(node && { node }) };
}

type Answer = NonNullable<LinkRow["answer"]>;
type Saying = { answer: Omit<Answer, "at">; what: "accepted" | "declined"; text?: string };

/**
 * Writes what somebody says by an address, once, and what comes of it. Sent again by the same person it is told again and
 * done once; nobody else can answer by it any more.
 */
function said(
  call: Call<unknown, unknown>,
  { answer, what, text }: Saying,
  follows: (at: Opened) => Promise<Action[]>,
): Promise<object> {
  const work = async (): Promise<object> => {
    const at = await opened(call);
    const { caller, link, row, node } = at;
    const shown = { status: what };
    const before = link.answer;
    const isSame = before?.email === answer.email && before.accepted === answer.accepted;
    if (before && isSame) return shown;
    if (before) throw new Fault("invalid_state", "This address has been answered by already.");
    const { managerTold } = await import("./link-mail.ts");
    const about = node ? `${row.name} · ${node.name}` : row.name;
    const { name, email } = answer;
    await caller.table.commit([
      write.replace(projectLink, link, changed(caller, link, { answer: { ...answer, at: caller.now } })),
      ...(await follows(at)),
      ...(await managerTold(caller, row, link, { what, about, name, email, ...(text && { text }) })),
    ]);
    return shown;
  };
  return anew(TRIES_MAX, work, (error) => isRaced(error) || isOvertaken(error));
}

/** The writes by which a customer's acceptance completes its milestone, with all that follows. */
async function acceptance({ caller, row, node, link }: Opened, by: string): Promise<Action[]> {
  checkWorkable(row);
  if (!node || node.state === "dropped") throw closed();
  // Whoever has just answered by the same address has done it; then their answer is told.
  if (node.state === "done") throw new Fault("invalid_state", "This has been accepted already.", { again: true });
  const before = await planOf(caller, link.projectId);
  const days = new Days(await workingTimeOf(caller), before.startOn);
  const at: At = { row, before, days };
  const one = before.nodes.find(({ key }) => key === node.key) as Node;
  // What the plan waits for by now is none of the customer's business.
  if (waitsFor(one, before.nodes).length > 0) throw new Fault("invalid_state", "This cannot be accepted yet.");
  return (await planning(caller, at, await completing(caller, at, one, { acceptedBy: by }))).actions;
}

export async function accepted(call: Call<unknown, unknown>, given: z.output<typeof AcceptInput>): Promise<object> {
  const { name, email } = given;
  const { link, row, node } = await opened(call);
  const consentText = linkWords[link.locale].consent(node?.name ?? "", row.name);
  const answer = { name, email, accepted: true, consentText };
  return said(call, { answer, what: "accepted" }, (at) => acceptance(at, `${name} <${email}>`));
}

export const declined = (call: Call<unknown, unknown>, { reason, ...who }: z.output<typeof DeclineInput>) =>
  said(call, { answer: { ...who, accepted: false, reason }, what: "declined", text: reason }, async () => []);
