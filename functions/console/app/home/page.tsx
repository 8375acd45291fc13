import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { Link } from "react-router";
import { zonedInstant } from "../../../../shared/clock.ts";
import { type Activity, api, type Credit, type GetReceivablesAgeingReply, type Lead } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { dayIn, now } from "../lib/machine.ts";
import { useCan, useMe, useNouns, useRead } from "../lib/queries.ts";
import { useTitles } from "../lib/titles.ts";
import { type BankLine, whoPaid } from "../receipts/lines.ts";
import { Waiting } from "../shell/empty.tsx";
import { type Of, Panel, shownOf } from "../shell/panel.tsx";
import { useWords, type WordKey } from "../words/index.ts";

/** As many rows as one call gives. */
const PAGE_MAX = 200;

function Tasks({ userId }: { userId: string }) {
  const t = useWords();
  const formats = useFormats();
  const due = useRead<Of<Activity>>("/v1/activities/due", { ownerId: userId, plan: "open", limit: 8 });
  return (
    <Panel title={t("home.tasks")} to="/tasks">
      {shownOf(due, t("home.noTasks"), (items) => (
        <ul className="rows">
          {items.map(({ id, subject, overdue, deadlineAt }) => (
            <li key={id}>
              <Link to={`/r/activity/${id}`}>{subject}</Link>
              <span className={overdue ? "bad" : "faint"}>{deadlineAt ? formats.instant(deadlineAt) : ""}</span>
            </li>
          ))}
        </ul>
      ))}
    </Panel>
  );
}

function Claimable() {
  const t = useWords();
  const formats = useFormats();
  const waiting = useRead<Of<BankLine>>("/v1/bank-transactions", { state: "claimable", limit: 8 });
  return (
    <Panel title={t("home.claimable")} to="/receipts">
      {shownOf(waiting, t("receipts.noneWaits"), (items) => (
        <ul className="rows">
          {items.map((line) => (
            <li key={line.id}>
              <Link to={`/receipts/${line.id}`}>
                <bdi>{whoPaid(line)}</bdi>
              </Link>
              <span className="number">{formats.money(line.unappliedMinor, line.currency)}</span>
            </li>
          ))}
        </ul>
      ))}
    </Panel>
  );
}

/** Leads that are the caller's and go back to the pool unless somebody works on them. */
function Leads({ userId }: { userId: string }) {
  const t = useWords();
  const formats = useFormats();
  const leads = useRead<Of<Lead>>("/v1/leads", { ownerId: userId, limit: 50 });
  const running = (items: Lead[]): Lead[] =>
    items.filter(({ recycleAt }) => recycleAt).sort((a, b) => String(a.recycleAt).localeCompare(String(b.recycleAt)));
  const shown = (items: Lead[]): Lead[] =>
    [...running(items), ...items.filter(({ recycleAt }) => !recycleAt)].slice(0, 8);
  return (
    <Panel title={t("home.leads")} to="/inbox">
      {shownOf(leads, t("home.noLeads"), (items) => (
        <ul className="rows">
          {shown(items).map(({ id, name, company, recycleAt }) => (
            <li key={id}>
              <Link to={`/inbox/${id}`}>
                <bdi>{company ?? name}</bdi>
              </Link>
              <span className="faint">{recycleAt ? t("home.until", { at: formats.instant(recycleAt) }) : ""}</span>
            </li>
          ))}
        </ul>
      ))}
    </Panel>
  );
}

/** All of somebody's credits since a moment, however many pages they are. */
async function creditsSince(userId: string, since: Date, signal: AbortSignal): Promise<Of<Credit>> {
  const items: Credit[] = [];
  for (let cursor: string | undefined; ; ) {
    const query = { userId, "earnedAt.gte": since.toISOString(), limit: PAGE_MAX, cursor };
    const page = await api("GET /v1/credits", { query, signal });
    items.push(...page.items);
    if (page.nextCursor === null) return { items };
    cursor = page.nextCursor;
  }
}

/** What the caller was credited with this month, by currency and never by adding up two of them. */
function Credits({ userId }: { userId: string }) {
  const t = useWords();
  const formats = useFormats();
  const first = `${dayIn(formats.timeZone, now()).slice(0, 7)}-01`;
  const credits = useQuery({
    queryKey: ["read", "/v1/credits", userId, first, formats.timeZone],
    queryFn: ({ signal }) => creditsSince(userId, zonedInstant(first, "00:00", formats.timeZone), signal),
  });
  const nameOf = useTitles(credits.data?.items.map(({ accountId }) => accountId) ?? []);
  return (
    <Panel title={t("home.credits")}>
      {shownOf(credits, t("home.noCredits"), (items) => (
        <>
          {[...Map.groupBy(items, ({ currency }) => currency)].map(([currency, of]) => (
            <p key={currency} className="figure number">
              {formats.money(
                of.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
                currency,
              )}
            </p>
          ))}
          <ul className="rows">
            {items.slice(0, 5).map(({ id, accountId, amountMinor, currency, bankTransactionId }) => (
              <li key={id}>
                <Link to={`/receipts/${bankTransactionId}`}>{nameOf(accountId)}</Link>
                <span className="number">{formats.money(amountMinor, currency)}</span>
              </li>
            ))}
          </ul>
        </>
      ))}
    </Panel>
  );
}

const BUCKETS: Readonly<Record<string, WordKey>> = {
  notDue: "home.notDue",
  days1To30: "home.late30",
  days31To60: "home.late60",
  days61To90: "home.late90",
  over90: "home.lateMore",
};

function Ageing() {
  const t = useWords();
  const formats = useFormats();
  const { data, error } = useRead<GetReceivablesAgeingReply>("/v1/receivables/ageing");
  if (error) return null;
  return (
    <Panel title={t("home.open")} to="/r/receivable?open=true">
      {data ? (
        <>
          <p className="figure number">{formats.money(data.openMinor, data.currency)}</p>
          <ul className="rows">
            {data.buckets.map(({ key, openMinor }) => (
              <li key={key}>
                <span>{t(BUCKETS[key] ?? "home.late")}</span>
                <span className="number">{formats.money(openMinor, data.currency)}</span>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <Waiting rows={4} />
      )}
    </Panel>
  );
}

const CameIn = lazy(() => import("./came-in.tsx"));
const PartnerHome = lazy(() => import("../portal/home.tsx"));

const SELLS = ["sales", "service"];
const COUNTS = ["finance", "admin", "manager"];

/** What a day begins with, by what whoever has signed in works on. */
export function Component() {
  const t = useWords();
  const { data: me } = useMe();
  const { data: nouns = [] } = useNouns();
  const can = useCan();
  if (!me) return <Waiting rows={8} />;
  const { roles, principalId } = me;
  if (me.kind === "partner") {
    return (
      <Suspense fallback={<Waiting rows={8} />}>
        <PartnerHome partnerId={principalId} />
      </Suspense>
    );
  }
  const reads = (noun: string): boolean => nouns.some((one) => one.noun === noun);
  const isPerson = principalId.startsWith("usr_");
  const sells = roles.some((role) => SELLS.includes(role));
  const leads = roles.includes("manager");
  const counts = roles.some((role) => COUNTS.includes(role));
  return (
    <div className="page">
      <h1>{t("nav.home")}</h1>
      <div className="panels">
        {reads("bankTransaction") && <Claimable />}
        {isPerson && reads("activity") && <Tasks userId={principalId} />}
        {isPerson && sells && reads("lead") && <Leads userId={principalId} />}
        {isPerson && (sells || !counts || leads) && can("credits.read") && <Credits userId={principalId} />}
        {counts && can("reports.read") && reads("bankTransaction") && (
          <Suspense>
            <CameIn />
          </Suspense>
        )}
        {counts && !sells && reads("receivable") && <Ageing />}
      </div>
    </div>
  );
}
