import type * as z from "zod";
import { DAY_MS, later } from "../../shared/duration.ts";
import { Fault, invalidField } from "../../shared/fault.ts";
import { openLink } from "../../shared/http/open-link.ts";
import type { Call, Caller } from "../../shared/http/route.ts";
import type { Block } from "../../shared/notify/blocks.ts";
import { posting } from "../../shared/notify/outbox.ts";
import { beside, type Change, commit, creation, replacement } from "../../shared/records/write.ts";
import type { Action } from "../../shared/table/action.ts";
import { anew, isOvertaken, isRaced } from "../../shared/table/anew.ts";
import { activityNoun } from "../activities/noun.ts";
import { accessOf } from "../users/access.ts";
import { systemCaller } from "../users/system.ts";
import { user } from "../users/table.ts";
import { surveyNoun } from "./noun.ts";
import { isLow, SCORES } from "./rules.ts";
import type { AnswerInput } from "./schema.ts";
import { type SurveyRow, survey, surveyEntry, surveyPolicy } from "./table.ts";
import { surveyWords } from "./words.ts";

const TRIES_MAX = 5;

/** The same answer for an unknown address, a revoked one and one that has ended. */
const closed = (): Fault => new Fault("not_found", "There is nothing at this address, or the address has ended.");

export type Opened = { caller: Caller; row: SurveyRow };

/** Opens an address: its survey, and a caller for what the customer does, in the address's name. */
export async function opened(call: Call<unknown, unknown>): Promise<Opened> {
  const { table, link: row } = await openLink(call, { entry: surveyEntry, link: survey }, closed);
  if (row.archived) throw closed();
  return { caller: await systemCaller(table, "surveys", new Date(call.now)), row };
}

type Given = z.output<typeof AnswerInput>;

/** Who answers, as far as they say it. */
const whoOf = ({ name, email }: Given): string | undefined => (name && email ? `${name} <${email}>` : (name ?? email));

/** Who looked after it is told what the customer says, if they are there, may read it and have an address. */
async function managerTold({ table, tenant, now }: Caller, row: SurveyRow, given: Given): Promise<Action[]> {
  const manager = row.ownerId ? await table.find(user, row.ownerId) : undefined;
  if (!manager?.email || manager.archived) return [];
  const access = accessOf(manager, tenant);
  if (!access.can("surveys.read") || !access.sees(survey, row)) return [];
  const locale = manager.locale ?? tenant.locale;
  const words = surveyWords[locale];
  const { comment, score } = given;
  const by = whoOf(given);
  const blocks: Block[] = [
    { kind: "facts", rows: [{ label: words.question[row.kind], value: words.score(row.kind, score) }] },
    ...(by ? [{ kind: "note" as const, text: `${words.by} ${by}` }] : []),
    ...(comment ? [{ kind: "paragraph" as const, text: comment }] : []),
  ];
  const to = { recipientId: manager.id, recipientName: manager.name, to: manager.email, locale };
  const facts = { subject: words.told(row.name, String(score)), preheader: row.name, blocks };
  const told = { event: `surveyAnswer:${row.id}`, template: "surveyAnswer", relatedId: row.aboutId };
  return posting(table, [{ ...to, ...told, channel: "email", facts }], now);
}

/** The task that a low score makes for whoever looked after it. */
async function lowTask(caller: Caller, row: SurveyRow, { score, comment }: Given): Promise<Change | undefined> {
  const policy = await surveyPolicy.held(caller.table);
  const owner = row.ownerId ? await caller.table.find(user, row.ownerId) : undefined;
  if (!owner || owner.archived || !isLow(row.kind, score, policy)) return undefined;
  const words = surveyWords[caller.tenant.locale];
  const about = [{ noun: row.aboutNoun, id: row.aboutId }];
  return creation(caller, activityNoun, {
    ...{ kind: "task", subject: words.task(row.name, String(score)).slice(0, 200), ownerId: owner.id },
    ...{ priority: "high", dueAt: later(caller.now, policy.taskDays * DAY_MS) },
    ...(comment && { body: comment }),
    relatedTo: row.accountId ? [...about, { noun: "account", id: row.accountId }] : about,
  });
}

/** Writes an answer, once, with all that comes of it. Sent again as it was it is told again; another one is refused. */
export function answered(call: Call<unknown, unknown>, given: Given): Promise<object> {
  const work = async (): Promise<object> => {
    const { caller, row } = await opened(call);
    const { score, comment } = given;
    const by = whoOf(given);
    const { from, to } = SCORES[row.kind];
    if (score < from || score > to) throw invalidField("score", `score must lie between ${from} and ${to}.`);
    const shown = { status: "answered", score };
    if (row.state === "answered" && row.score === score && row.comment === comment) return shown;
    if (row.state !== "waiting") throw new Fault("invalid_state", "This address has been answered by already.");
    const task = await lowTask(caller, row, given);
    const said = { state: "answered", score, answeredAt: caller.now, ...(comment && { comment }) };
    const fields = { ...said, ...(by && { answeredBy: by }), ...(task && { taskId: task.after.id }) };
    const change = await replacement(caller, surveyNoun, row, fields, { as: "answer" });
    await commit(caller, beside(change, [...(task?.actions ?? []), ...(await managerTold(caller, row, given))]));
    return shown;
  };
  return anew(TRIES_MAX, work, (error) => isRaced(error) || isOvertaken(error));
}
