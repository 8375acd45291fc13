/**
 * An action is declared, and one transition does it (`shared/records/transition.ts`). Where it may be done follows
 * from the noun's states, and so do its route, its example, its word in the history and what a console needs to show
 * it. Whatever writes a noun holds to its states; only what takes a change back, or brings two records together, may
 * go elsewhere. A row is held to its schema where it is written, so that no list meets one that it cannot show.
 */
import type * as z from "zod";
import { Fault } from "../fault.ts";
import { load } from "../http/record.ts";
import { type Call, type Caller, type Example, type Permission, type Route, route } from "../http/route.ts";
import { spoken } from "../http/words.ts";
import type { Action } from "../table/action.ts";
import { anew, isRaced } from "../table/anew.ts";
import type { AnyRow, Entity, RowOf } from "../table/entity.ts";
import type { Noun } from "./noun.ts";
import { shown } from "./shown.ts";
import type { Change } from "./write.ts";

/** The way of writing is loaded with the first action that is done. */
const writing = () => import("./write.ts");

/** What an action makes of a record. */
export type Moved = {
  /** The state that it leads to, where only doing it shows that it is another than the action's own. */
  to?: string;
  /** The fields that change with the state. `null` clears. */
  fields?: object;
  /** What is written with the record, in the same transaction. */
  beside?: readonly Action[];
  /** The reply, where it is not the record as it now is. */
  reply?: unknown;
};

/** What an action is called where people see it: on a button, in a mail. */
export type ActionLabel = Readonly<Record<"zh-CN" | "en", string>>;

/**
 * Something that people do with a record beyond changing its fields: signing an order, completing an activity. From its
 * declaration follow the route `POST <path>/{id}/<name>`, its example in the docs, the checks (whoever acts sees the record
 * and may change it; it is neither archived nor merged; its state is one from which `to` may follow), the transaction and
 * the word in the record's history.
 */
export type ActionSpec<R, B> = {
  /** The word of the path. */
  name: string;
  label: ActionLabel;
  /** One sentence for the docs. */
  summary: string;
  /** The state that it leads to; of an action without one the state stays as it is. */
  to?: string | ((body: B) => string);
  /** The states from which it may be done; those that `to` may follow by the noun's table, unless told otherwise. */
  from?: readonly string[];
  /** Who may do it; by default whoever may write the noun's records. */
  permission?: Permission;
  /**
   * True where doing once more what is done already shows the record as it is; else it is refused. A function says what
   * "done already" is, where the state alone does not.
   */
  repeats?: boolean | ((call: Call<B>, row: R) => boolean);
  /** How often it is made anew where others change the same records at that moment; once unless told otherwise. */
  tries?: number;
  /** How the record is found, where its path alone does not decide who may act. */
  find?(call: Call<B>): Promise<R>;
  /** What must hold besides, before the state is looked at; throws. */
  check?(call: Call<B>, row: R): Promise<void> | void;
  /** Where others may have to agree first. The record then bears `approvalId` until they have decided. */
  gate?: Gate;
  /** What comes of it. */
  run?(call: Call<B>, row: R): Promise<Moved> | Moved;
};

/** Whoever asks for an action, with what they said in asking for it. */
export type Asking = Caller & { body: unknown };

/** Holds an action back until others agree to it. */
export type Gate = {
  /** The state in which the record waits; without one it stays in that which it has. */
  pending?: string;
  /** The state after a refusal; without one the record goes back to that which it had. */
  refused?: string;
  /**
   * Asks whoever must agree: the approval's id and what is written for it; nothing where nobody need be asked. `next` is
   * the record as the action would leave it, by which it is judged whether somebody need be.
   */
  ask(
    call: Asking,
    of: Noun,
    spec: Pick<NounAction, "name">,
    row: AnyRow,
    next: AnyRow,
  ): Promise<{ id: string; beside: readonly Action[] } | undefined>;
};

type Declaration = Pick<Route, "body" | "reply"> & { example?: Pick<Example, "body" | "after"> };

/** An action as the kernel handles it, whatever its record and body are. */
export type NounAction = ActionSpec<AnyRow, unknown> & Declaration;

/** Declares an action on the records of an entity; its functions are typed here and nowhere else. */
export const action = <E extends Entity, B extends z.ZodType = z.ZodUndefined>(
  _entity: E,
  spec: ActionSpec<RowOf<E>, z.output<B>> & Omit<Declaration, "body"> & { body?: B },
): NounAction => spec as object as NounAction;

/** The states from which an action may be done; nothing where any will do. */
export function fromOf(of: Noun, { from, to }: Pick<NounAction, "from" | "to">): readonly string[] | undefined {
  const next = of.states?.next;
  if (from || !next || typeof to !== "string") return from;
  return Object.keys(next).filter((state) => next[state]?.includes(to));
}

const targetOf = ({ to }: NounAction, call: Call<unknown>): string | undefined =>
  typeof to === "function" ? to(call.body) : to;

const isIn = ({ states }: Noun, row: AnyRow, state: string | undefined): boolean =>
  states !== undefined && state !== undefined && row[states.field] === state;

const inState = ({ states }: Noun, state: string | undefined): Record<string, string> =>
  states && state !== undefined ? { [states.field]: state } : {};

/**
 * The change that an action makes of a record that has been read, and its reply, where that is not the record. Where others
 * must agree first, the change is that they are asked; `isAgreed` is for them who have.
 */
export async function transition(
  call: Call<unknown>,
  of: Noun,
  spec: NounAction,
  row: AnyRow,
  { isAgreed = false } = {},
): Promise<{ change: Change; reply?: unknown }> {
  const { beside, checkAtWork, checkIn, replacement } = await writing();
  checkAtWork(of, isAgreed ? { ...row, approvalId: undefined } : row);
  await spec.check?.(call, row);
  checkIn(of, row, spec.name, fromOf(of, spec));
  const to = targetOf(spec, call);
  if (isIn(of, row, to)) throw new Fault("invalid_state", `The ${spoken(of.entity.noun)} is ${to} already.`);
  const { to: seen = to, fields, beside: more = [], reply } = (await spec.run?.(call, row)) ?? {};
  const next = { ...fields, ...inState(of, seen), ...(isAgreed && { approvalId: null }) };
  const asked = isAgreed ? undefined : await spec.gate?.ask(call, of, spec, row, { ...row, ...next });
  if (asked) {
    const waiting = { approvalId: asked.id, ...inState(of, spec.gate?.pending) };
    const change = await replacement(call, of, row, waiting, { as: `ask-${spec.name}` });
    return { change: beside(change, asked.beside) };
  }
  const change = await replacement(call, of, row, next, { as: spec.name });
  return { change: beside(change, more), ...(reply !== undefined && { reply }) };
}

/** The change of a record whose action was not agreed to: where it still waits it goes back, and it is at work again. */
export async function refusal(
  call: Caller,
  of: Noun,
  { name, gate }: NounAction,
  row: AnyRow,
  stateBefore: string | undefined,
): Promise<Change> {
  const back = isIn(of, row, gate?.pending) ? inState(of, gate?.refused ?? stateBefore) : {};
  const { replacement } = await writing();
  return replacement(call, of, row, { approvalId: null, ...back }, { as: `refuse-${name}`, anyState: true });
}

function isDone(call: Call<unknown>, of: Noun, spec: NounAction, row: AnyRow): boolean {
  if (!spec.repeats || row.archived) return false;
  return spec.repeats === true ? isIn(of, row, targetOf(spec, call)) : spec.repeats(call, row);
}

async function act(call: Call<unknown>, of: Noun, spec: NounAction): Promise<unknown> {
  const row = spec.find ? await spec.find(call) : ((await load(call, of.entity)) as AnyRow);
  if (isDone(call, of, spec, row)) return shown(call, of, row);
  const { change, reply } = await transition(call, of, spec, row);
  const { commit } = await writing();
  const after = await commit(call, change);
  return reply ?? shown(call, of, after);
}

/** The routes of a noun's actions. */
export const actionRoutes = (of: Noun, actions: readonly NounAction[]): Route[] =>
  actions.map((spec) =>
    route({
      method: "POST",
      path: `${of.path}/{id}/${spec.name}`,
      permission: spec.permission ?? `${of.module}.write`,
      noun: of.entity.noun,
      reply: spec.reply ?? of.view,
      summary: spec.summary,
      body: spec.body,
      example: { params: { id: "{id}" }, ...spec.example },
      action: {
        name: spec.name,
        label: spec.label,
        ...(fromOf(of, spec) && { from: fromOf(of, spec) }),
        ...(typeof spec.to === "string" && { to: spec.to }),
      },
      run: (call: Call<unknown>) => anew(spec.tries ?? 1, () => act(call, of, spec), isRaced),
    }),
  );
