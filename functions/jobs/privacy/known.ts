import { hashedId } from "../../../shared/hashed.ts";
import { seal, unseal } from "../../../shared/http/seal.ts";
import { systemRandom } from "../../../shared/ids.ts";
import { suppression, suppressionId } from "../../../shared/notify/outbox.ts";
import { nextVersion } from "../../../shared/table/entity.ts";
import { auditEntry } from "../../audit/table.ts";
import { ERASED, joined, type Known, knownBy, PEOPLE } from "../../privacy/rules.ts";
import { allEntities } from "../../streams/everything.ts";
import { readPage, writePage } from "../pages.ts";
import { placeOf, type Run } from "../run.ts";

/** Values that the history remembers of a record: those before each change and after it. */
function formerly(fields: Record<string, readonly [string | null, string | null]>): Record<string, unknown>[] {
  const side = (at: 0 | 1): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(fields).flatMap(([name, texts]) => {
        try {
          return [[name, JSON.parse(texts[at] ?? "null")]];
        } catch {
          return [];
        }
      }),
    );
  return [side(0), side(1)];
}

/**
 * Notes what a person is known by, and was before. It is read before anything is erased, kept sealed, and taken away after
 * the second look: a run that goes on after a crash finds it here, since the records do not tell it any more. Gives how many
 * addresses nobody writes to again.
 */
export async function noteKnown(run: Run, ids: ReadonlySet<string>): Promise<number> {
  const { table } = run.call;
  const people = (await allEntities()).filter(({ noun }) => noun in PEOPLE);
  const known: Known[] = [];
  for (const id of ids) {
    const entity = people.find(({ prefix }) => id.startsWith(`${prefix}_`));
    const row = entity && (await table.find(entity, id));
    if (!entity || !row) continue;
    const history = await table.collect(auditEntry, { noun: entity.noun, recordId: id, recordVersion: 0 }, "v#", true);
    known.push(knownBy([row, ...history.flatMap(({ fields }) => formerly(fields))].filter(isTelling)));
  }
  const whole = joined(known);
  let suppressed = 0;
  for (const address of [...whole.addresses, ...whole.phones]) suppressed += await suppress(run, address);
  const sealed = seal(run.call.tenant.sealingKey, sealedFor(run), JSON.stringify(whole), systemRandom);
  await writePage(placeOf(run), "known", 0, [sealed]);
  return suppressed;
}

const sealedFor = ({ job }: Run): string => `known ${job.id}`;

/** What was noted; nothing before that, and after the second look. */
export async function notedKnown(run: Run): Promise<Known> {
  const [sealed] = await readPage<string>(placeOf(run), "known", 0);
  if (!sealed) return joined([]);
  return JSON.parse(unseal(run.call.tenant.sealingKey, sealedFor(run), sealed)) as Known;
}

/** A record that was erased before tells nothing: its words would be looked for in what others have. */
const isTelling = ({ name }: Record<string, unknown>): boolean => name !== ERASED;

/** Nobody is written to at this address again; what is kept of it is the hash by which it is found. */
async function suppress({ job, call }: Run, address: string): Promise<number> {
  const id = suppressionId(address);
  const found = await call.table.find(suppression, id);
  const fields = {
    address: `${ERASED}-${hashedId("sup", id).slice(4).toLowerCase()}@erased.invalid`,
    reason: "erased" as const,
    messageId: job.id,
    liftedAt: undefined,
  };
  const { now } = call;
  if (found?.reason === "erased") return 1;
  if (found) await call.table.replace(suppression, found, nextVersion(found, now, fields));
  else await call.table.createOnce(suppression, { id, version: 1, createdAt: now, updatedAt: now, ...fields });
  return 1;
}
