import type * as z from "zod";
import { Fault } from "../fault.ts";
import { load } from "../http/record.ts";
import { type Call, type Example, type Permission, type Route, route } from "../http/route.ts";
import { spoken } from "../http/words.ts";
import type { Action } from "../table/action.ts";
import { anew, isRaced } from "../table/anew.ts";
import type { AnyRow, Entity, RowOf } from "../table/entity.ts";
import type { Noun } from "./noun.ts";
import { beside, type Change, checkAtWork, checkIn, commit, replacement, shown } from "./write.ts";

/** What an action makes of a record. */
export type Moved = {
  /** The fields that change with the state. `null` clears. */
  fields?: object;
  /** What is written with the record, in the same transaction. */
  beside?: readonly Action[];
  /** The reply, where it is not the record as it now is. */
  reply?: unknown;
};

/**
 * Something that people do with a record beyond changing its fields: signing an order, completing an activity. From its
 * declaration follow the route `POST <path>/{id}/<name>`, its example in the docs, the checks (whoever acts sees the record
 * and may change it; it is neither archived nor merged; its state is one from which `to` may follow), the transaction and
 * the word in the record's history.
 */
export type ActionSpec<R, B> = {
  /** The word of the path. */
  name: string;
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
  /** What comes of it. */
  run?(call: Call<B>, row: R): Promise<Moved> | Moved;
};

type Declaration = Pick<Route, "body" | "reply"> & { example?: Pick<Example, "body"> };

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

/** The change that an action makes of a record that has been read, and its reply, where that is not the record. */
export async function transition(
  call: Call<unknown>,
  of: Noun,
  spec: NounAction,
  row: AnyRow,
): Promise<{ change: Change; reply?: unknown }> {
  checkAtWork(of, row);
  await spec.check?.(call, row);
  checkIn(of, row, spec.name, fromOf(of, spec));
  const to = targetOf(spec, call);
  if (isIn(of, row, to)) throw new Fault("invalid_state", `The ${spoken(of.entity.noun)} is ${to} already.`);
  const { fields, beside: more = [], reply } = (await spec.run?.(call, row)) ?? {};
  const state = of.states && to !== undefined ? { [of.states.field]: to } : {};
  const change = await replacement(call, of, row, { ...fields, ...state }, { as: spec.name });
  return { change: beside(change, more), ...(reply !== undefined && { reply }) };
}

function isDone(call: Call<unknown>, of: Noun, spec: NounAction, row: AnyRow): boolean {
  if (!spec.repeats || row.archived) return false;
  return spec.repeats === true ? isIn(of, row, targetOf(spec, call)) : spec.repeats(call, row);
}

async function act(call: Call<unknown>, of: Noun, spec: NounAction): Promise<unknown> {
  const row = spec.find ? await spec.find(call) : ((await load(call, of.entity)) as AnyRow);
  if (isDone(call, of, spec, row)) return shown(call, of, row);
  const { change, reply } = await transition(call, of, spec, row);
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
      run: (call: Call<unknown>) => anew(spec.tries ?? 1, () => act(call, of, spec), isRaced),
    }),
  );
