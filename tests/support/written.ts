import { demoCalls, makingCall, OTHERS_FROM } from "../../shared/contract/demo.ts";
import { demoId, filledPath, resolveExample } from "../../shared/contract/examples.ts";
import { type Route, routeKey } from "../../shared/http/route.ts";
import { bare, defOf } from "../../shared/records/personal.ts";
import type { Api } from "./api.ts";
import { scene } from "./demo.ts";
import { filled, type Words } from "./filled.ts";
import { withLeaf } from "./marks.ts";
import { type Person, saidOf } from "./people.ts";
import { personalPaths } from "./personal-texts.ts";

/** A person with their records: those that examples come to name, by the prefix of their ids, and the ids of all. */
export type Known = Person & { records: Readonly<Record<string, string>>; ids: readonly string[] };

export type Pick = <T>(all: readonly T[]) => T;
type Path = (string | number)[];
type Call = { route: Route; method: string; path: string; body?: unknown };

/** The ids of examples, in which the person stands wherever one of their kind is named. */
const idsFor =
  ({ records }: Known): typeof demoId =>
  (prefix, number = 1) =>
    (number === 1 && records[prefix]) || demoId(prefix, number);

/** Calls that take away what the others need, make two people of one, or do what no words are in. */
const LEFT_OUT =
  /\/(?:tenants|users|roles|single-sign-on|sign-in-policy|licence|api-keys|rotate-secret|erasures|erasure-policy|person-exports|tenant-exports|batch|webhooks|revoke|revoke-links|merge|unmerge|preview|imports|uploads)(?:\/|$)|-runs$/;

const routes = scene.routes.filter(({ permission }) => permission !== "operator");
/** The calls that make the first record of each noun, those first that others name. */
const makers: readonly Route[] = demoCalls(scene)
  .filter(({ body }) => (body as { id?: string } | undefined)?.id?.endsWith("DEMO000001"))
  .flatMap(({ route }) => routes.filter((one) => routeKey(one) === route));
/** Whatever else takes words. */
const changers: readonly Route[] = routes.filter(
  (one) => one.method !== "GET" && one.body && !one.rawBody && !makers.includes(one) && !LEFT_OUT.test(one.path),
);

/** The making call of a route, in which the person is named. */
function makingOf(route: Route, person: Known): Call {
  return { ...makingCall(route, 1, scene, idsFor(person)), route };
}

function changingOf(route: Route, person: Known): Call {
  const ids = idsFor(person);
  const prefixOf = (noun: string): string => scene.entities.find((one) => one.noun === noun)?.prefix ?? noun;
  const lookup = (noun: string, isOther?: boolean): string => ids(prefixOf(noun), isOther ? OTHERS_FROM : 1);
  const { params, body } = resolveExample(route, scene.routes, scene.entities, lookup);
  return { route, method: route.method, path: filledPath(route.path, params), body };
}

function* textsOf(value: unknown, path: Path = []): Generator<{ path: Path; text: string }> {
  if (typeof value === "string") yield { path, text: value };
  else if (typeof value === "object" && value !== null) {
    for (const [name, one] of Object.entries(value))
      yield* textsOf(one, [...path, Array.isArray(value) ? Number(name) : name]);
  }
}

/** Words of a person as fields of each form take them. */
const wordsFor = (person: Known, text: string): Words => ({
  ...{ text, email: person.email, phone: `+86${person.phone}`, id: person.ids[0] ?? "" },
  url: `https://canary.example/?m=${encodeURIComponent(person.email)}`,
});

/** Fields of a call's body that are texts and that its example leaves out, as the person's words fill them. */
function further(route: Route, words: Words, isPersonal: (path: string) => boolean): [string, unknown][] {
  const { shape = {} } = route.body ? defOf(bare(route.body)) : {};
  return Object.entries(shape).flatMap(([name, schema]): [string, unknown][] => {
    if (!isPersonal(name) || !["string", "array"].includes(defOf(bare(schema)).type)) return [];
    const value = filled(schema, words);
    return [value].flat().some((one) => typeof one === "string" && !/^[a-z]{3}_/.test(one)) ? [[name, value]] : [];
  });
}

/** The call with the person's words in every text of it that takes them. */
function told(call: Call, person: Known, pick: Pick, isWide: boolean): Call {
  const { route } = call;
  const entity = scene.entities.find(({ noun }) => noun === route.noun);
  const isPersonal = entity ? personalPaths(entity) : () => true;
  const isOfThem = person.ids.some((id) => JSON.stringify([call.path, call.body]).includes(id));
  let body = call.body;
  const put = (next: unknown): void => {
    if (route.body?.safeParse(next).success) body = next;
  };
  const words = (): Words => wordsFor(person, saidOf(person, pick, isOfThem && entity !== undefined));
  for (const { path, text } of textsOf(call.body)) {
    if (!isPersonal(path.join(".")) || /^[a-z]{3}_|^\w+$/.test(text)) continue;
    const { text: said, email, phone } = words();
    const next = /^\S+@\S+$/.test(text) ? email : /^\+?\d{11,13}$/.test(text) ? phone : `${text} ${said}`;
    put(withLeaf(body, path, next));
  }
  if (isWide) {
    const given = body as Record<string, unknown>;
    for (const [name, value] of further(route, words(), isPersonal))
      if (!(name in given)) put({ ...(body as object), [name]: value });
  }
  return { ...call, body };
}

/** Where a person was written of: the calls that were taken with their words, and those that were not. */
export type Written = { taken: string[]; refused: string[] };

/** Makes the call with all the words that it takes: those of every field, those of its example's fields, none. */
async function send(api: Api, call: Call, person: Known, pick: Pick, written: Written): Promise<void> {
  for (const one of [told(call, person, pick, true), told(call, person, pick, false)]) {
    const reply = await api.request(one.method, one.path, { body: one.body });
    if (reply.status < 300) return void written.taken.push(routeKey(call.route));
  }
  written.refused.push(routeKey(call.route));
  await api.request(call.method, call.path, { body: call.body });
}

/**
 * Writes of people wherever a tenant's calls take words: a record of every noun that can be made, and a share of the calls
 * that change one. Each is about one of the people: their records stand wherever one of a person's is named, and words of
 * theirs in every text that may be about a person. By name they are called only where their record is named.
 */
export async function writeOf(api: Api, people: readonly Known[], pick: Pick, changes: number): Promise<Written> {
  const written: Written = { taken: [], refused: [] };
  for (const route of makers) {
    const person = pick(people);
    const call = makingOf(route, person);
    if (!person.ids.includes(String((call.body as { id?: string }).id))) await send(api, call, person, pick, written);
    else await send(api, makingOf(route, { ...person, records: {} }), person, pick, written);
  }
  for (let n = 0; n < changes; n++) {
    const person = pick(people);
    await send(api, changingOf(pick(changers), person), person, pick, written);
  }
  return written;
}
