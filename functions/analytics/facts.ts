import type { Access } from "../../shared/auth/access.ts";
import type { Both, Dimension, Fact, FactCard, Measure } from "../../shared/facts/fact.ts";
import { invalidField } from "../../shared/fault.ts";
import { facts as cards } from "../streams/generated/facts.ts";

/** A text as a reply has it. */
export const both = ([zh, en]: Both): { "zh-CN": string; en: string } => ({ "zh-CN": zh, en });

const isClosed = (access: Access, { sources }: Fact, fields: readonly string[]): boolean =>
  sources.some(({ entity }) => fields.some((field) => access.isClosed(entity.noun, field)));

/** Whether somebody may see all that a dimension tells of. */
export const maySplit = (access: Access, fact: Fact, key: string, { fields = [key] }: Dimension): boolean =>
  !isClosed(access, fact, fields);

/** The sums that a measure is made of. */
export function sumsOf({ measures }: Fact, key: string): string[] {
  const measure = measures[key] as Measure;
  if (measure.as === "ratio") return [measure.part, measure.whole];
  return measure.as === "sum" ? [key] : [];
}

/** Whether somebody may see all that a measure is made of. */
export function mayMeasure(access: Access, fact: Fact, key: string): boolean {
  const measure = fact.measures[key] as Measure;
  if (measure.as === "distinct") {
    return maySplit(access, fact, measure.dimension, fact.dimensions[measure.dimension] as Dimension);
  }
  return sumsOf(fact, key).every((sum) => {
    const part = fact.measures[sum];
    return part?.as === "sum" && !isClosed(access, fact, part.fields ?? []);
  });
}

/** Whether somebody may be told of a fact at all. */
export const mayKnow = (access: Access, { permissions }: Fact): boolean =>
  permissions.every((permission) => access.can(permission));

/** Refuses a fact that somebody may not be told of, or that the tenant's edition lacks. */
export const needFact = (access: Access, { permissions }: Fact, what: string): void =>
  permissions.forEach((permission) => {
    access.need(permission, what);
  });

export const cardFor = (name: string): FactCard | undefined => cards.find((card) => card.name === name);
/** The fact with one row for each record of a noun. */
export const cardOfNoun = (noun: string): FactCard | undefined => cards.find((card) => card.of === noun);

export const everyFact = (): Promise<Fact[]> => Promise.all(cards.map((card) => card.load()));

/** A fact that somebody asks for. */
export async function factFor(access: Access, name: string): Promise<Fact> {
  const card = cardFor(name);
  if (!card) {
    const known = cards.map((one) => one.name).join(", ");
    throw invalidField("facts", `There are no facts ${name}; there are ${known}.`, "unknown_facts");
  }
  const fact = await card.load();
  needFact(access, fact, `The fact ${name}`);
  return fact;
}
