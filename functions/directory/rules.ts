import { isDeepStrictEqual } from "node:util";
import type * as z from "zod";
import type { InputError } from "../../shared/fault.ts";
import { isPublicMailDomain } from "../../shared/mail-domains.ts";
import { companyNameKey, unspaced } from "../../shared/names.ts";
import { plainNumber, registrationProblem, vatProblem } from "../../shared/registration-numbers.ts";
import { industryOf, regionOf } from "./regions.ts";
import { type DirectoryDelivery, type Remembered, SAID_FIELDS, SAID_MAX } from "./schema.ts";

type Delivery = z.output<typeof DirectoryDelivery>;
export type Values = Partial<Pick<Delivery, (typeof SAID_FIELDS)[number]>>;
export type Provenance = Record<string, { sourceId: string; deliveryId: string; at: string }>;

/** What is wrong with the numbers of a company. */
export function numberFaults({ registrationNo, vatNo, country }: Values): InputError[] {
  const wrong = (path: string, problem: string | undefined): InputError[] =>
    problem ? [{ path, code: "invalid", message: `${path} ${problem}.` }] : [];
  return [
    ...(registrationNo ? wrong("registrationNo", registrationProblem(plainNumber(registrationNo), country)) : []),
    ...(vatNo ? wrong("vatNo", vatProblem(plainNumber(vatNo))) : []),
  ];
}

const hostOf = (website: string): string | undefined =>
  URL.parse(website)
    ?.hostname.toLowerCase()
    .replace(/^www\./, "");

/** What a source says in the forms that all sources share. */
export function cleansed({ registrationNo, vatNo, region, industry, emailDomains, website, ...rest }: Values): Values {
  const domains = [...(emailDomains ?? []), ...(website ? [hostOf(website)] : [])].flatMap((one) => one ?? []);
  const own = [...new Set(domains)].filter((one) => !isPublicMailDomain(one)).sort();
  return {
    ...rest,
    ...(registrationNo && { registrationNo: plainNumber(registrationNo) }),
    ...(vatNo && { vatNo: plainNumber(vatNo) }),
    ...(region && { region: regionOf(region) }),
    ...(industry && { industry: industryOf(industry) }),
    ...(website && { website }),
    ...(own.length > 0 && { emailDomains: own }),
  };
}

/** What a company is found by: its number, and its name without its legal form. */
export const keysOf = ({ registrationNo, name = "" }: Values): { number?: string; name: string } => ({
  ...(registrationNo && { number: `number ${plainNumber(registrationNo)}` }),
  name: `name ${companyNameKey(name) || unspaced(name)}`,
});

const later = (a: Remembered, b: Remembered): number =>
  a.asOf === b.asOf ? (a.id < b.id ? -1 : 1) : a.asOf < b.asOf ? -1 : 1;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

type Saying = { sourceId: string; deliveryId: string; at: string; value: unknown };

/** What one source says of a field: its last word, and the delivery in which it began to say so. */
function wordOf(field: string, sourceId: string, own: readonly Remembered[]): Saying | undefined {
  let word: Saying | undefined;
  for (const { id, asOf, values } of own) {
    const value = values[field];
    if (value === undefined || (word && same(word.value, value))) continue;
    word = { sourceId, deliveryId: id, at: asOf, value };
  }
  return word;
}

/**
 * What is known of a company by all that sources have said of it, field by field: of the source of the best rank that says
 * anything, its last word. In whichever order they have come, and however often, they come to the same.
 */
export function merged(
  all: readonly Remembered[],
  ranks: ReadonlyMap<string, number>,
): { values: Values; provenance: Provenance } {
  const bySource = [...Map.groupBy([...all].sort(later), ({ sourceId }) => sourceId)];
  const rankOf = (id: string): number => ranks.get(id) ?? Number.MAX_SAFE_INTEGER;
  const ordered = bySource.sort(([a], [b]) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1));
  const values: Record<string, unknown> = {};
  const provenance: Provenance = {};
  for (const field of SAID_FIELDS) {
    for (const [sourceId, own] of ordered) {
      const word = wordOf(field, sourceId, own);
      if (!word) continue;
      const { value, ...from } = word;
      values[field] = value;
      provenance[field] = from;
      break;
    }
  }
  return { values: values as Values, provenance };
}

/**
 * What says already what would be said: the last word of the same source, where it is the same in all. What has a moment of
 * its own is the same where it was said of that moment.
 */
export function saidBefore(all: readonly Remembered[], one: Remembered, hasMoment: boolean): string | undefined {
  const own = all.filter(({ sourceId, asOf }) => sourceId === one.sourceId && (!hasMoment || asOf === one.asOf));
  const last = own.sort(later).at(-1);
  return last && isDeepStrictEqual(last.values, one.values) ? last.id : undefined;
}

/** What an entry remembers with one more; of too many the oldest goes that decides nothing. */
export function remembering(
  all: readonly Remembered[],
  one: Remembered,
  ranks: ReadonlyMap<string, number>,
): Remembered[] {
  const next = [...all.filter(({ id }) => id !== one.id), one].sort(later);
  if (next.length <= SAID_MAX) return next;
  const deciding = new Set(Object.values(merged(next, ranks).provenance).map(({ deliveryId }) => deliveryId));
  const spare = next.find(({ id }) => !deciding.has(id)) ?? next[0];
  return next.filter((each) => each !== spare);
}
