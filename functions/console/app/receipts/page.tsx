import { Select } from "antd";
import { useEffect, useRef, useState } from "react";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";
import { useFormats } from "../lib/format.ts";
import { useKeys } from "../lib/keys.ts";
import { useNarrow } from "../lib/media.ts";
import { rowsOf, useCan, useNoun, useRows } from "../lib/queries.ts";
import { RunButtons } from "../records/runs.tsx";
import { Empty } from "../shell/empty.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { More, Reading } from "../shell/reading.tsx";
import { useWords, type WordKey } from "../words/index.ts";
import { BulkUndo } from "./bulk.tsx";
import { Continuity } from "./continuity.tsx";
import { Line } from "./line.tsx";
import type { BankLine } from "./lines.ts";
import { Stream } from "./stream.tsx";

/** What a day of receipts is looked through by; what waits for somebody comes first. */
const STATES = ["claimable", "partlyApplied", "received", "applied", "excluded", "all"] as const;
const WORDS: Record<(typeof STATES)[number], WordKey> = {
  claimable: "receipts.claimable",
  partlyApplied: "receipts.partlyApplied",
  received: "receipts.received",
  applied: "receipts.applied",
  excluded: "receipts.excluded",
  all: "receipts.all",
};

const DIRECTIONS: readonly { value: string; word: WordKey }[] = [
  { value: "", word: "receipts.both" },
  { value: "credit", word: "receipts.in" },
  { value: "debit", word: "receipts.out" },
];

/** The workbench of receipts: the stream on one side, the line that is open on the other. */
export function Component() {
  const t = useWords();
  const { id } = useParams();
  const go = useNavigate();
  const narrow = useNarrow();
  const formats = useFormats();
  const [params, setParams] = useSearchParams();
  const state = params.get("state") ?? "claimable";
  const direction = params.get("direction") ?? "";
  const asked = { ...(state !== "all" && { state }), ...(direction && { direction }) };
  const { data, error, refetch, hasNextPage, fetchNextPage } = useRows("/v1/bank-transactions", asked);
  const lines = rowsOf<BankLine>(data);
  const of = useNoun("bankTransaction");
  const open = (to: string | undefined, replace = false): void =>
    void go({ pathname: to ? `/receipts/${to}` : "/receipts", search: `?${params}` }, { replace });
  const at = lines.findIndex((line) => line.id === id);
  const step = (by: number): void => open(lines[Math.min(Math.max(at + by, 0), lines.length - 1)]?.id);
  useKeys([
    ["j", () => step(1)],
    ["k", () => step(-1)],
    ["ArrowDown", () => step(1)],
    ["ArrowUp", () => step(-1)],
    ["Escape", () => open(undefined)],
  ]);
  const change = (name: string, value: string): void => {
    const next = new URLSearchParams(params);
    next.set(name, value);
    setParams(next);
  };
  const [balances, setBalances] = useState(false);
  const [bulk, setBulk] = useState(false);
  const can = useCan();
  const following = useRef<string | undefined>(undefined);
  useEffect(() => {
    // The line after the open one, so that work goes on there once the open one has left the stream.
    if (at >= 0) following.current = (lines[at + 1] ?? lines[at - 1])?.id;
  }, [at, lines]);
  const total = lines.reduce((sum, line) => sum + line.unappliedMinor, 0);
  const stream = (
    <section className="stream" aria-label={t("nav.receipts")}>
      <Reading {...{ data, error, refetch }} rows={10} />
      {data && lines.length === 0 && (
        <Empty title={t(state === "claimable" ? "receipts.noneWaits" : "receipts.none")}>
          <p>{t("receipts.noneWhat")}</p>
        </Empty>
      )}
      {lines.length > 0 && <Stream lines={lines} open={id} choose={open} />}
      <More when={hasNextPage} go={fetchNextPage} />
    </section>
  );
  return (
    <div className="page workbench">
      {narrow && id && <h1 className="unseen">{t("nav.receipts")}</h1>}
      {!(narrow && id) && (
        <>
          <PageHead title={t("nav.receipts")}>
            {state === "claimable" && total > 0 && (
              <p className="faint">{t("receipts.waiting", { amount: formats.money(total, lines[0]?.currency) })}</p>
            )}
            <Select
              aria-label={t("receipts.state")}
              className="choice"
              value={state}
              onChange={(value) => change("state", value)}
              options={STATES.map((value) => ({ value, label: t(WORDS[value]) }))}
            />
            <Select
              aria-label={t("receipts.direction")}
              className="choice"
              value={direction}
              onChange={(value) => change("direction", value)}
              options={DIRECTIONS.map(({ value, word }) => ({ value, label: t(word) }))}
            />
            {of && <RunButtons of={of} filters={params.has("state") ? asked : {}} />}
          </PageHead>
          <p className="faint keys">{t("receipts.keys")}</p>
        </>
      )}
      <div className="bench">
        {!(narrow && id) && stream}
        {id ? (
          <Line key={id} id={id} back={() => open(undefined)} next={() => open(following.current, true)} />
        ) : (
          !narrow && (
            <section className="line">
              <Empty title={t("receipts.choose")}>
                <p>{t("receipts.chooseWhat")}</p>
              </Empty>
              <details className="panel" onToggle={({ currentTarget }) => setBalances(currentTarget.open)}>
                <summary>{t("continuity.title")}</summary>
                {balances && <Continuity />}
              </details>
              {can("reconciliation.undo") && (
                <details className="panel" onToggle={({ currentTarget }) => setBulk(currentTarget.open)}>
                  <summary>{t("bulk.title")}</summary>
                  {bulk && <BulkUndo />}
                </details>
              )}
              {can("reconciliation.read") && (
                <p className="actions">
                  <Link to="/settings/memory">{t("settings.memory")}</Link>
                  <Link to="/settings/reconciliation">{t("settings.reconciliation")}</Link>
                </p>
              )}
            </section>
          )
        )}
      </div>
    </div>
  );
}
