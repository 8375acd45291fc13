import assert from "node:assert";
import { randomInt } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { accountNoun } from "../../functions/accounts/noun.ts";
import { account } from "../../functions/accounts/table.ts";
import { accountBearer, signalActions } from "../../functions/reconciliation/signals.ts";
import { bucketPartition, indexedId, indexedRecord } from "../../functions/search/table.ts";
import { indexedOf, readEntry } from "../../functions/search/writing.ts";
import type { Caller } from "../../infra/local/demo/caller.ts";
import { newId } from "../../shared/ids.ts";
import { syllablesOf } from "../../shared/search/index.ts";
import { stepsOf, storedItem, tenantPrefix } from "../../shared/table/action.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { toItem } from "../../shared/table/store.ts";
import { write } from "../../shared/table/table.ts";
import { Bulk } from "./bulk.ts";
import { onStage, quantile, type Stage, tenantIn } from "./stage.ts";

/** Records of one noun in one tenant. */
const SIZES = (process.env.SIZES ?? "1000,100000,1000000").split(",").map(Number);
const CALLS = Number(process.env.CALLS ?? 200);
const WARM_UP = 20;
/** The figure of the largest tenant may be so many times that of the smallest. */
const RATIO_MAX = 1.5;
const OWNERS = 40;
const YIELD_EVERY = 500;

const BY = "system:bench||";
const FIRST_AT = Date.parse("2025-01-01T00:00:00Z");

const SURNAMES = "东方长江黄河泰山昆仑天山秦岭华夏神州龙腾虎跃金沙银河".split("");
const PLACES = ["上海", "北京", "杭州", "苏州", "深圳", "广州", "成都", "武汉"];
/** A company's name that a handful of others share the beginning of, however many there are. */
const nameOf = (n: number): string => {
  const brand = [n % 26, Math.floor(n / 26) % 26, Math.floor(n / 676) % 26]
    .map((k) => SURNAMES[k % SURNAMES.length])
    .join("");
  return `${PLACES[n % PLACES.length]}${brand}${n}科技有限公司`;
};

const CONTEXT = { customFields: new Map() };

/** One account as it stands in the table: its row, its payer signal, and what the search box finds it by. */
function load(bulk: Bulk, prefix: string, row: AnyRow, now: string): void {
  bulk.put(storedItem(account, prefix, row, BY));
  for (const action of signalActions(now, accountBearer(row as never))) {
    for (const step of stepsOf(action, prefix, () => BY)) if (step.item) bulk.put(step.item);
  }
  const indexed = indexedOf(accountNoun, CONTEXT, row);
  for (const entry of indexed.postings) {
    const { key, attributes } = readEntry(entry, indexed);
    bulk.put(toItem({ pk: prefix + bucketPartition(key.bucket), sk: `${key.term}#${row.id}`, ...attributes }));
  }
  const at = { createdAt: now, updatedAt: now, version: 1 };
  const noted = { id: indexedId(row.id), ...at, ...indexed, recordVersion: 1 };
  for (const step of stepsOf(write.create(indexedRecord, noted), prefix, () => BY)) if (step.item) bulk.put(step.item);
}

type Loaded = { call: Caller; ids: string[]; ownerId: string; viewId: string; placeViewId: string };

async function tenantOf({ stack, dataDir }: Stage, size: number): Promise<Loaded> {
  const { id, call } = await tenantIn(stack, `租户 ${size}`);
  const owners: string[] = [];
  for (let n = 0; n < OWNERS; n++) {
    const person = { name: `销售${n}`, email: `rep${n}.${size}@example.com`, roles: ["sales"] };
    owners.push((await call<{ id: string }>("POST", "/v1/users", person)).id);
  }
  const bulk = new Bulk(dataDir);
  const ids: string[] = [];
  for (let n = 0; n < size; n++) {
    const at = new Date(FIRST_AT + n * 1_000);
    const now = at.toISOString();
    const row = {
      id: newId("acc", at),
      version: 1,
      createdAt: now,
      updatedAt: now,
      name: nameOf(n),
      stage: "target",
      ownerId: owners[n % OWNERS],
    };
    load(bulk, tenantPrefix(id), row as unknown as AnyRow, now);
    ids.push(row.id);
    // The stack shares this process: its sockets and pollers must have their turn.
    if (n % YIELD_EVERY === 0) await setImmediate();
    if (n % 50_000 === 49_999) process.stderr.write(`\rloaded ${n + 1} of ${size}`);
  }
  bulk.close();
  process.stderr.write("\n");
  const ownerId = owners[0] ?? "";
  const filter = { all: [{ field: "ownerId", op: "eq", value: ownerId }] };
  const found = await call<{ items: unknown[] }>("GET", searchOf(nameOf(size - 1)));
  assert(found.items.length > 0, "what was loaded is found");
  const { id: viewId } = await call<{ id: string }>("POST", "/v1/views", { noun: "account", name: "v", filter });
  const ofPlace = { all: [{ field: "name", op: "contains", value: PLACES[0] }] };
  const placeView = { noun: "account", name: "p", filter: ofPlace };
  const { id: placeViewId } = await call<{ id: string }>("POST", "/v1/views", placeView);
  return { call, ids, ownerId, viewId, placeViewId };
}

/** A search for a company as people type it: without its legal form. */
const searchOf = (name: string): string => `/v1/search?q=${encodeURIComponent(name.slice(0, -6))}&limit=10`;

/**
 * The first letters of the readings of a name's first characters: of so many that a page of answers is full in the smallest
 * tenant too. It is the tenant's size that is compared, and not that of the answer.
 */
const initialsOf = (name: string): string =>
  syllablesOf(name.slice(0, 3))
    .map((syllable) => syllable.charAt(0))
    .join("");

/** A name as it is read, with two letters swapped. */
function mistyped(name: string): string {
  const read = syllablesOf(name.slice(0, -6)).join("");
  const at = randomInt(1, read.length - 1);
  return read.slice(0, at) + read.charAt(at + 1) + read.charAt(at) + read.slice(at + 2);
}

const pick = (ids: readonly string[]): number => randomInt(ids.length);

type Step = (loaded: Loaded, n: number) => Promise<unknown>;

const SEARCHES = {
  name: ({ call, ids }) => call("GET", searchOf(nameOf(pick(ids)))),
  place: ({ call }) => call("GET", `/v1/search?q=${encodeURIComponent("上海")}&limit=10`),
  initials: ({ call, ids }) => call("GET", `/v1/search?q=${initialsOf(nameOf(pick(ids)))}&limit=10`),
  mistyped: ({ call, ids }) => call("GET", `/v1/search?q=${mistyped(nameOf(pick(ids)))}&limit=10`),
} satisfies Record<string, (loaded: Loaded) => Promise<unknown>>;

/** Of ten searches five are for a name, two for a place, two by initials, and one has a typing error. */
const TEN = ["name", "name", "name", "name", "name", "place", "place", "initials", "initials", "mistyped"] as const;

/** The daily calls, each on records chosen by chance. */
const STEPS: Record<string, Step> = {
  read: ({ call, ids }) => call("GET", `/v1/accounts/${ids[pick(ids)]}`),
  list: ({ call }) => call("GET", "/v1/accounts?limit=50"),
  "list of an owner": ({ call, ownerId }) => call("GET", `/v1/accounts?ownerId=${ownerId}&limit=25`),
  "view by an index": ({ call, viewId }) => call("GET", `/v1/views/${viewId}/rows?limit=25`),
  "view by no index": ({ call, placeViewId }) => call("GET", `/v1/views/${placeViewId}/rows?limit=25`),
  "count of a view": ({ call, placeViewId }) => call("GET", `/v1/views/${placeViewId}/count`),
  search: (loaded) => SEARCHES[TEN[randomInt(TEN.length)] ?? "name"](loaded),
  "search, a name": SEARCHES.name,
  "search, a place": SEARCHES.place,
  "search, initials": SEARCHES.initials,
  "search, a typing error": SEARCHES.mistyped,
  "360": ({ call, ids }) => call("GET", `/v1/accounts/${ids[pick(ids)]}/360`),
  create: ({ call }, n) => call("POST", "/v1/accounts", { name: `新客户${n}${Date.now()}有限公司` }),
};

async function p95Of(loaded: Loaded, step: Step): Promise<number> {
  const timesMs: number[] = [];
  for (let n = -WARM_UP; n < CALLS; n++) {
    const started = performance.now();
    await step(loaded, n);
    if (n >= 0) timesMs.push(performance.now() - started);
  }
  return quantile(timesMs, 0.95);
}

/** Prints the 95th percentile of the daily calls for tenants of several sizes, and the largest beside the smallest. */
export const scale = (): Promise<void> =>
  onStage(async (stage) => {
    const tenants = new Map<number, Loaded>();
    for (const size of SIZES) tenants.set(size, await tenantOf(stage, size));
    await stage.stack.settled({ withinMs: 600_000 });
    const rows: Record<string, Record<string, number | string>> = {};
    for (const [name, step] of Object.entries(STEPS)) {
      const figures: number[] = [];
      for (const loaded of tenants.values()) {
        figures.push(await p95Of(loaded, step));
        await stage.stack.settled({ withinMs: 600_000 });
      }
      const ratio = (figures.at(-1) ?? 0) / (figures[0] ?? 1);
      const cells = SIZES.map((size, n) => [`${size} p95 ms`, Number(figures[n]?.toFixed(1))]);
      rows[name] = {
        ...Object.fromEntries(cells),
        ratio: Number(ratio.toFixed(2)),
        verdict: ratio <= RATIO_MAX ? "within" : `over ${RATIO_MAX}`,
      };
    }
    console.table(rows);
    console.log(
      `${CALLS} calls each, one after the other; records, payer signals and search postings are loaded in bulk.`,
    );
  });
