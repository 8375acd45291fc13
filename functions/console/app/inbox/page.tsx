import { App, Button, Select } from "antd";
import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { StateTag } from "../fields/value.tsx";
import { api, callPath, type Lead } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { useKeys } from "../lib/keys.ts";
import { useNarrow } from "../lib/media.ts";
import type { NounView, Row } from "../lib/nouns.ts";
import { useOptionLabel } from "../lib/options.ts";
import { rowsOf, useAct, useMe, useNoun, useRow, useRows } from "../lib/queries.ts";
import { Sameness } from "../merging/duplicates.tsx";
import { Actions, isOpen } from "../records/actions.tsx";
import { Timeline } from "../records/timeline.tsx";
import { Empty, Waiting } from "../shell/empty.tsx";
import { Key } from "../shell/key.tsx";
import { LineHead, PageHead } from "../shell/page-head.tsx";
import { Problem } from "../shell/problem.tsx";
import { More, Reading } from "../shell/reading.tsx";
import { useWords } from "../words/index.ts";

/** The states to which a key moves the open lead, where its state allows that. */
const KEYS: Readonly<Record<string, string>> = { w: "working", m: "mql", s: "sql", x: "disqualified" };

type LeadProps = {
  of: NounView;
  id: string;
  back: () => void;
  next: () => void;
  /** Goes to the lead that stays of a merge. */
  done: (id: string) => void;
};

/** One lead: how to reach it, and every step that its state leaves, each by one key. */
function LeadView({ of, id, back, next, done }: LeadProps) {
  const t = useWords();
  const formats = useFormats();
  const labelOfStatus = useOptionLabel(of, "status");
  const { message } = App.useApp();
  const { data, error, refetch } = useRow(of, id);
  const lead = data as (Row & Lead) | undefined;
  const move = useAct(
    (status: string) => callPath("PATCH", `/v1/leads/${id}`, { body: { status }, ifMatch: lead?.version }),
    () => next(),
  );
  const claim = useAct(() => api("POST /v1/leads/{id}/claim", { params: { id } }));
  const refused = (fault: Error): void => void message.error(fault.message);
  const reachable = lead
    ? (of.states?.next[lead.status] ?? []).filter((status) => Object.values(KEYS).includes(status))
    : [];
  const canWrite = of.rights.write;
  const claimAction = of.actions.find(({ name }) => name === "claim");
  const canClaim = lead !== undefined && !lead.ownerId && claimAction !== undefined && isOpen(of, lead, claimAction);
  const go = (status: string): void => {
    if (canWrite && reachable.includes(status)) move.mutate(status, { onError: refused });
  };
  useKeys([
    ...Object.entries(KEYS).map(([key, status]) => [key, () => go(status)] as const),
    ["c", () => canClaim && claim.mutate(undefined, { onError: refused })],
  ]);
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  if (!lead) return <Waiting rows={8} />;
  const keyOf = (status: string): string => Object.entries(KEYS).find(([, of_]) => of_ === status)?.[0] ?? "";
  return (
    <section className="line" aria-label={lead.name}>
      <div className="page-head">
        <LineHead
          back={back}
          title={
            <>
              <bdi>{lead.name}</bdi> <StateTag value={lead.status} label={labelOfStatus(lead.status)} />
            </>
          }
        >
          <p>
            <bdi>{[lead.company, lead.title].filter(Boolean).join(" · ")}</bdi>
          </p>
          {lead.recycleAt && <p className="bad">{t("home.until", { at: formats.instant(lead.recycleAt) })}</p>}
        </LineHead>
      </div>
      <div className="actions">
        {lead.phone && (
          <a className="button primary" href={`tel:${lead.phone}`}>
            {t("inbox.call", { number: lead.phoneShown ?? lead.phone })}
          </a>
        )}
        {lead.email && (
          <a className="button" href={`mailto:${lead.email}`}>
            {t("inbox.mail")}
          </a>
        )}
        {canClaim && (
          <Button
            type="primary"
            loading={claim.isPending}
            onClick={() => claim.mutate(undefined, { onError: refused })}
          >
            {t("inbox.claim")} <Key of="c" />
          </Button>
        )}
        {canWrite &&
          reachable.map((status) => (
            <Button key={status} loading={move.isPending} onClick={() => go(status)}>
              {labelOfStatus(status)} <Key of={keyOf(status)} />
            </Button>
          ))}
        <Actions of={of} row={lead} leftOut={["claim", "merge", "unmerge"]} />
        <Link className="button" to={`/r/lead/${id}`}>
          {t("board.open")}
        </Link>
      </div>
      {lead.note && (
        <p className="said">
          <bdi>{lead.note}</bdi>
        </p>
      )}
      <Sameness of={of} id={id} isOpen done={done} />
      <section className="panel">
        <h2>{t("timeline.title")}</h2>
        <Timeline of={of} id={id} />
      </section>
    </section>
  );
}

const WHOSE = ["mine", "free", "all"] as const;

/** Leads one after the other: read, called, moved on, with a key each. */
export function Component() {
  const t = useWords();
  const { id } = useParams();
  const go = useNavigate();
  const narrow = useNarrow();
  const of = useNoun("lead");
  const { data: me } = useMe();
  const labelOfStatus = useOptionLabel(of, "status");
  const [whose, setWhose] = useState<(typeof WHOSE)[number]>("mine");
  const words = { mine: t("inbox.mine"), free: t("inbox.free"), all: t("receipts.all") };
  const asked = whose === "mine" ? { ownerId: me?.principalId } : {};
  const { data, error, refetch, hasNextPage, fetchNextPage } = useRows(me ? "/v1/leads" : undefined, asked);
  const all = rowsOf<Row & Lead>(data);
  const closed = ["converted", "disqualified"];
  const leads = all.filter(({ status, ownerId }) => !closed.includes(status) && (whose !== "free" || !ownerId));
  const open = (to: string | undefined, replace = false): void => void go(to ? `/inbox/${to}` : "/inbox", { replace });
  const at = leads.findIndex((lead) => lead.id === id);
  const step = (by: number): void => open(leads[Math.min(Math.max(at + by, 0), leads.length - 1)]?.id);
  const after = (leads[at + 1] ?? leads[at - 1])?.id;
  useKeys([
    ["j", () => step(1)],
    ["k", () => step(-1)],
  ]);
  if (!of) return <Waiting rows={8} />;
  const list = (
    <section className="stream" aria-label={t("nav.inbox")}>
      <Reading {...{ data, error, refetch }} rows={8} />
      {data && leads.length === 0 && !hasNextPage && (
        <Empty title={t("inbox.none")}>
          <Link to="/r/lead/new">{t("inbox.create")}</Link>
        </Empty>
      )}
      <ul className="bank-lines">
        {leads.map((lead) => (
          <li key={lead.id}>
            <button type="button" aria-current={lead.id === id ? "true" : undefined} onClick={() => open(lead.id)}>
              <span className="who">
                <bdi>{lead.name}</bdi>
              </span>
              <StateTag value={lead.status} label={labelOfStatus(lead.status)} />
              <span className="remittance faint">
                <bdi>{lead.company ?? lead.phone ?? lead.email ?? ""}</bdi>
              </span>
              <span className="faint">{t("inbox.score", { score: lead.score })}</span>
            </button>
          </li>
        ))}
      </ul>
      <More when={hasNextPage} go={fetchNextPage} />
    </section>
  );
  return (
    <div className="page workbench">
      {narrow && id && <h1 className="unseen">{t("nav.inbox")}</h1>}
      {!(narrow && id) && (
        <>
          <PageHead title={t("nav.inbox")}>
            <Select
              aria-label={t("inbox.whose")}
              className="choice"
              value={whose}
              onChange={setWhose}
              options={WHOSE.map((value) => ({ value, label: words[value] }))}
            />
          </PageHead>
          <p className="faint keys">{t("inbox.keys")}</p>
        </>
      )}
      <div className="bench">
        {!(narrow && id) && list}
        {id ? (
          <LeadView
            key={id}
            of={of}
            id={id}
            back={() => open(undefined)}
            next={() => open(after, true)}
            done={(kept) => open(kept, true)}
          />
        ) : (
          !narrow && <Empty title={t("inbox.choose")} />
        )}
      </div>
    </div>
  );
}
