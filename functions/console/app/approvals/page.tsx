import { Segmented } from "antd";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import { StateTag } from "../fields/value.tsx";
import type { Approval } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { useKeys } from "../lib/keys.ts";
import { useNarrow } from "../lib/media.ts";
import { labelOf, type NounView } from "../lib/nouns.ts";
import { rowsOf, useMe, useNouns, useRows } from "../lib/queries.ts";
import { useTitles } from "../lib/titles.ts";
import { Empty } from "../shell/empty.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { More, Reading } from "../shell/reading.tsx";
import { useLanguage, useWords } from "../words/index.ts";
import { ApprovalView } from "./approval.tsx";
import { APPROVAL_WORDS } from "./way.tsx";

const WHOSE = ["waiting", "asked"] as const;

/** What is asked for, in a line: what it is called, who asks, since when. */
function Asked({ approval, of, nameOf }: { approval: Approval; of?: NounView; nameOf: (id: unknown) => string }) {
  const t = useWords();
  const language = useLanguage();
  const formats = useFormats();
  const tone = approval.state === "pending" ? "claimable" : approval.state;
  return (
    <>
      <span className="who">
        <bdi>{approval.title ?? nameOf(approval.recordId)}</bdi>
      </span>
      <StateTag value={tone} label={t(APPROVAL_WORDS[approval.state])} />
      <span className="remittance faint">
        {of ? labelOf(of, language) : approval.noun} · <bdi>{nameOf(approval.ownerId)}</bdi>
      </span>
      <time className="faint" dateTime={approval.createdAt}>
        {formats.instant(approval.createdAt)}
      </time>
    </>
  );
}

/** What waits for somebody's yes or no, one after the other; and what they have asked of others. */
export function Component() {
  const t = useWords();
  const { id } = useParams();
  const go = useNavigate();
  const narrow = useNarrow();
  const { data: me } = useMe();
  const { data: nouns = [] } = useNouns();
  const [whose, setWhose] = useState<(typeof WHOSE)[number]>("waiting");
  const asked = whose === "waiting" ? { mine: "true" } : { ownerId: me?.principalId };
  const { data, error, refetch, hasNextPage, fetchNextPage } = useRows(me ? "/v1/approvals" : undefined, asked);
  const approvals = rowsOf<Approval>(data);
  const nameOf = useTitles(approvals.flatMap(({ ownerId, recordId }) => [ownerId, recordId]));
  const open = (to: string | undefined, replace = false): void =>
    void go(to ? `/approvals/${to}` : "/approvals", { replace });
  const at = approvals.findIndex((one) => one.id === id);
  const step = (by: number): void => open(approvals[Math.min(Math.max(at + by, 0), approvals.length - 1)]?.id);
  const after = whose === "waiting" ? (approvals[at + 1] ?? approvals[at - 1])?.id : id;
  useKeys([
    ["j", () => step(1)],
    ["k", () => step(-1)],
  ]);
  const words = { waiting: t("approval.forMe"), asked: t("approval.byMe") };
  const isAlone = narrow && id !== undefined;
  return (
    <div className="page workbench">
      {isAlone ? (
        <h1 className="unseen">{t("nav.approvals")}</h1>
      ) : (
        <PageHead title={t("nav.approvals")}>
          <Segmented
            aria-label={t("approval.whose")}
            value={whose}
            onChange={setWhose}
            options={WHOSE.map((value) => ({ value, label: words[value] }))}
          />
        </PageHead>
      )}
      <div className="bench">
        {!isAlone && (
          <section className="stream" aria-label={words[whose]}>
            <Reading {...{ data, error, refetch }} rows={8} />
            {data && approvals.length === 0 && (
              <Empty title={t(whose === "waiting" ? "approval.none" : "approval.noneAsked")} />
            )}
            <ul className="bank-lines">
              {approvals.map((one) => (
                <li key={one.id}>
                  <button type="button" aria-current={one.id === id ? "true" : undefined} onClick={() => open(one.id)}>
                    <Asked approval={one} of={nouns.find(({ noun }) => noun === one.noun)} nameOf={nameOf} />
                  </button>
                </li>
              ))}
            </ul>
            <More when={hasNextPage} go={fetchNextPage} />
          </section>
        )}
        {id ? (
          <ApprovalView key={id} id={id} back={() => open(undefined)} next={() => open(after, true)} />
        ) : (
          !narrow && <Empty title={t("approval.choose")} />
        )}
      </div>
    </div>
  );
}
