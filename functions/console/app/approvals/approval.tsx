import { App, Button, Input } from "antd";
import { useState } from "react";
import { RecordLink, StateTag } from "../fields/value.tsx";
import { Receipts } from "../files/receipts.tsx";
import { type Approval, callPath } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { labelOf, type NounView, type Row } from "../lib/nouns.ts";
import { useAct, useCan, useMe, useNouns, useRead, useRow } from "../lib/queries.ts";
import { useTitles } from "../lib/titles.ts";
import { Fields } from "../records/detail-page.tsx";
import { Waiting } from "../shell/empty.tsx";
import { LineHead } from "../shell/page-head.tsx";
import { Problem } from "../shell/problem.tsx";
import { useLanguage, useWords } from "../words/index.ts";
import { APPROVAL_WORDS, Way } from "./way.tsx";

const DECISIONS = { approve: "comment", reject: "reason", withdraw: "reason" } as const;
type Decision = keyof typeof DECISIONS;

/** Yes or no with a word about it; a no needs one. Whoever asked may take it back. */
function Decide({ approval, done }: { approval: Approval; done: () => void }) {
  const t = useWords();
  const { message } = App.useApp();
  const { data: me } = useMe();
  const [text, setText] = useState("");
  const [error, setError] = useState<unknown>();
  const isMine = approval.ownerId === me?.principalId;
  const decide = useAct(
    (decision: Decision) =>
      callPath("POST", `/v1/approvals/${approval.id}/${decision}`, {
        body: text.trim() === "" ? {} : { [DECISIONS[decision]]: text.trim() },
        ifMatch: approval.version,
      }),
    () => {
      void message.success(t("approval.done"));
      done();
    },
  );
  const press = (decision: Decision): void => {
    setError(undefined);
    decide.mutate(decision, { onError: setError });
  };
  return (
    <section className="reply">
      {error !== undefined && <Problem error={error} />}
      <Input.TextArea
        aria-label={t("approval.word")}
        placeholder={t("approval.word")}
        rows={2}
        maxLength={500}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <div className="actions">
        {isMine ? (
          <Button loading={decide.isPending} onClick={() => press("withdraw")}>
            {t("approval.withdraw")}
          </Button>
        ) : (
          <>
            <Button type="primary" loading={decide.isPending} onClick={() => press("approve")}>
              {t("approval.agree")}
            </Button>
            <Button
              loading={decide.isPending}
              disabled={text.trim() === ""}
              onClick={() => press("reject")}
              title={text.trim() === "" ? t("approval.why") : undefined}
            >
              {t("approval.refuse")}
            </Button>
          </>
        )}
      </div>
      {!isMine && <p className="faint">{t("approval.why")}</p>}
    </section>
  );
}

/** The record that is decided about, as far as whoever decides may see it, with its receipts. */
function About({ of, id }: { of: NounView; id: string }) {
  const t = useWords();
  const can = useCan();
  const { data: row, error, refetch } = useRow(of, id);
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  if (!row) return <Waiting rows={6} />;
  return (
    <>
      {of.noun === "expense" && can("files.read") && (
        <section>
          <h2>{t("receipt.title")}</h2>
          <Receipts expenseId={id} isOpen={false} />
        </section>
      )}
      <Fields of={of} row={row as Row} />
    </>
  );
}

type Props = { id: string; back: () => void; next: () => void };

/** One approval: what is asked for and by whom, how far it is, and the decision. */
export function ApprovalView({ id, back, next }: Props) {
  const t = useWords();
  const language = useLanguage();
  const formats = useFormats();
  const { data: nouns = [] } = useNouns();
  const { data: approval, error, refetch } = useRead<Approval>(`/v1/approvals/${encodeURIComponent(id)}`);
  const nameOf = useTitles([approval?.recordId, approval?.ownerId]);
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  if (!approval) return <Waiting rows={8} />;
  const of = nouns.find(({ noun }) => noun === approval.noun);
  const action = of?.actions.find(({ name }) => name === approval.action);
  const tone = approval.state === "pending" ? "claimable" : approval.state;
  return (
    <section className="line" aria-label={t("approval.one")}>
      <LineHead
        back={back}
        title={
          <>
            <bdi>{approval.title ?? nameOf(approval.recordId)}</bdi>{" "}
            <StateTag value={tone} label={t(APPROVAL_WORDS[approval.state])} />
          </>
        }
      >
        <p>
          {of && labelOf(of, language)} · {action ? labelOf(action, language) : approval.action} ·{" "}
          <bdi>{nameOf(approval.ownerId)}</bdi> · {formats.instant(approval.createdAt)}
        </p>
        {of && (
          <p>
            <RecordLink id={approval.recordId} titleOf={() => t("approval.open")} />
          </p>
        )}
      </LineHead>
      {approval.state === "pending" && <Decide approval={approval} done={next} />}
      <section>
        <h2>{t("approval.way")}</h2>
        <Way approval={approval} />
      </section>
      {of && <About of={of} id={approval.recordId} />}
    </section>
  );
}
