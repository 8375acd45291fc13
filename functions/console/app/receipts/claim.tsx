import { App, Button } from "antd";
import { useState } from "react";
import { MoneyInput } from "../fields/input.tsx";
import { ReferenceInput } from "../fields/reference.tsx";
import { api, type Receivable } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { useKeys } from "../lib/keys.ts";
import { useAct, useRead } from "../lib/queries.ts";
import { useTitles } from "../lib/titles.ts";
import { Key } from "../shell/key.tsx";
import { Problem } from "../shell/problem.tsx";
import { useLanguage, useWords } from "../words/index.ts";
import { AsLinesSay } from "./as-lines.tsx";
import { type BankLine, reasonOf, type Suggestion } from "./lines.ts";

type Part = { receivableId: string; amountMinor: number };

const sumOf = (parts: readonly { amountMinor: number }[]): number =>
  parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

/** What is open of the accounts that the suggestions and the choice name. */
function useOpen(accountId: string | undefined): Receivable[] {
  const { data } = useRead<{ items: Receivable[] }>(accountId ? "/v1/receivables" : undefined, {
    accountId: accountId ?? "",
    open: true,
    sort: "dueOn",
    limit: 100,
  });
  return data?.items ?? [];
}

type CardProps = {
  line: BankLine;
  of: Suggestion;
  number: number;
  nameOf: (id: unknown) => string;
  take: () => void;
  chosen: boolean;
};

/** One suggestion: which papers, how much of each, what stays over, and why it is one. */
function SuggestionCard({ line, of, number, nameOf, take, chosen }: CardProps) {
  const t = useWords();
  const formats = useFormats();
  const language = useLanguage();
  const left = line.unappliedMinor - sumOf(of.allocations);
  return (
    <button type="button" className="suggestion" aria-pressed={chosen} onClick={take}>
      <span className="suggestion-head">
        <kbd>{number}</kbd> <bdi>{nameOf(of.accountId)}</bdi>
      </span>
      <span className="faint">{reasonOf(of.reason, language)}</span>
      {of.allocations.map(({ receivableId, amountMinor }) => (
        <span key={receivableId} className="suggestion-row">
          <bdi>{nameOf(receivableId)}</bdi>
          <span className="number">{formats.money(amountMinor, line.currency)}</span>
        </span>
      ))}
      <span className="faint">
        {left > 0 ? t("claim.leaves", { amount: formats.money(left, line.currency) }) : t("claim.leavesNone")}
      </span>
    </button>
  );
}

/** The papers that the money goes to, each with its amount; a part, several, or one's own choice. */
function Split({
  line,
  parts,
  setParts,
  nameOf,
}: {
  line: BankLine;
  parts: Part[];
  setParts: (parts: Part[]) => void;
  nameOf: (id: unknown) => string;
}) {
  const t = useWords();
  if (parts.length === 0) return null;
  return (
    <ul className="split">
      {parts.map((part, n) => (
        <li key={part.receivableId}>
          <bdi>{nameOf(part.receivableId)}</bdi>
          <MoneyInput
            value={part.amountMinor}
            currency={line.currency}
            label={t("claim.amountOf", { what: nameOf(part.receivableId) })}
            onChange={(amount) =>
              setParts(parts.map((one, at) => (at === n ? { ...one, amountMinor: Number(amount ?? 0) } : one)))
            }
          />
          <Button
            aria-label={t("claim.remove", { what: nameOf(part.receivableId) })}
            onClick={() => setParts(parts.filter((_, at) => at !== n))}
          >
            ✕
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** Everything open of the account that was chosen, to take from. */
function OpenPapers({
  line,
  accountId,
  parts,
  add,
}: {
  line: BankLine;
  accountId: string;
  parts: Part[];
  add: (paper: Receivable) => void;
}) {
  const t = useWords();
  const formats = useFormats();
  const papers = useOpen(accountId).filter(
    ({ id, currency }) => currency === line.currency && !parts.some(({ receivableId }) => receivableId === id),
  );
  if (papers.length === 0) return <p className="faint">{t("claim.nothingOpen")}</p>;
  return (
    <ul className="open-papers">
      {papers.map((paper) => (
        <li key={paper.id}>
          <button type="button" onClick={() => add(paper)}>
            <bdi>{paper.reference}</bdi>
            <span className="faint">{t("claim.due", { date: formats.date(paper.dueOn) })}</span>
            <span className="number">{formats.money(paper.openMinor, paper.currency)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Says whose money it is: by the number of a suggestion, or paper by paper. */
export function Claim({ line, next }: { line: BankLine; next: () => void }) {
  const t = useWords();
  const formats = useFormats();
  const { message } = App.useApp();
  const usable = line.suggestions.filter(({ allocations }) => allocations.length > 0);
  const [parts, setParts] = useState<Part[]>([]);
  const [taken, setTaken] = useState<number>();
  const [accountId, setAccountId] = useState<string | undefined>(line.accountId ?? usable[0]?.accountId);
  const [error, setError] = useState<unknown>();
  const nameOf = useTitles([
    ...usable.flatMap((one) => [one.accountId, ...one.allocations.map((a) => a.receivableId)]),
    ...parts.map((p) => p.receivableId),
    accountId,
  ]);
  const left = line.unappliedMinor - sumOf(parts);
  const isWhole = parts.every(({ amountMinor }) => amountMinor > 0);
  const canClaim = left >= 0 && isWhole && (parts.length > 0 || accountId !== undefined);
  const claim = useAct(
    () => {
      const body = { allocations: parts, ...(accountId && { accountId }) };
      return api("POST /v1/bank-transactions/{id}/claim", { params: { id: line.id }, body, ifMatch: line.version });
    },
    () => {
      void message.success(t("claim.done"));
      next();
    },
  );
  const take = (n: number): void => {
    const of = usable[n];
    if (!of) return;
    setTaken(n);
    setAccountId(of.accountId);
    setParts(of.allocations.map(({ receivableId, amountMinor }) => ({ receivableId, amountMinor })));
  };
  const submit = (): void => {
    if (!canClaim || claim.isPending) return;
    setError(undefined);
    claim.mutate(undefined, { onError: setError });
  };
  useKeys([...usable.slice(0, 9).map((_, n) => [String(n + 1), () => take(n)] as const), ["c", submit]]);
  const chooseAccount = (id: string | undefined): void => {
    setAccountId(id);
    setTaken(undefined);
    setParts([]);
  };
  return (
    <section className="claim">
      <h2>{t("claim.title")}</h2>
      <AsLinesSay {...{ line, next }} />
      {usable.length === 0 && <p className="faint">{t("claim.noSuggestion")}</p>}
      <div className="suggestions">
        {usable.map((of, n) => (
          <SuggestionCard
            key={`${of.accountId} ${of.reason} ${of.allocations[0]?.receivableId}`}
            {...{ line, of, nameOf }}
            number={n + 1}
            chosen={taken === n}
            take={() => take(n)}
          />
        ))}
      </div>
      <div className="stack">
        <span className="label">{t("claim.account")}</span>
        <ReferenceInput
          noun="account"
          label={t("claim.account")}
          value={accountId}
          onChange={(id) => chooseAccount(id as string | undefined)}
        />
        {accountId && (
          <OpenPapers
            {...{ line, accountId, parts }}
            add={(paper) =>
              setParts([
                ...parts,
                { receivableId: paper.id, amountMinor: Math.max(0, Math.min(left, paper.openMinor)) },
              ])
            }
          />
        )}
        <Split {...{ line, parts, setParts, nameOf }} />
        {error !== undefined && <Problem error={error} />}
        <p role="status" className={left < 0 ? "bad" : "faint"}>
          {left < 0
            ? t("claim.tooMuch", { amount: formats.money(-left, line.currency) })
            : parts.length === 0 && accountId
              ? t("claim.prepayment", { amount: formats.money(left, line.currency) })
              : t("claim.left", { amount: formats.money(left, line.currency) })}
        </p>
        <Button type="primary" size="large" disabled={!canClaim} loading={claim.isPending} onClick={submit}>
          {t("claim.do")} <Key of="c" />
        </Button>
      </div>
    </section>
  );
}
