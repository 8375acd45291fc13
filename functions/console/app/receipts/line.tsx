import { Button } from "antd";
import { useState } from "react";
import { idsIn, RecordLink, StateTag } from "../fields/value.tsx";
import { useFormats } from "../lib/format.ts";
import { useKeys } from "../lib/keys.ts";
import { useNoun, useRead } from "../lib/queries.ts";
import { useTitles } from "../lib/titles.ts";
import { Actions, isOpen } from "../records/actions.tsx";
import { Waiting } from "../shell/empty.tsx";
import { Key } from "../shell/key.tsx";
import { LineHead } from "../shell/page-head.tsx";
import { Parts } from "../shell/parts.tsx";
import { Problem } from "../shell/problem.tsx";
import { useWords, type WordKey } from "../words/index.ts";
import { Claim } from "./claim.tsx";
import { Proof } from "./explained.tsx";
import { type BankLine, type Explanation, KIND_WORDS, whoPaid } from "./lines.ts";
import { STATE_WORDS } from "./states.ts";
import { Undo } from "./undo.tsx";

type Told = { word: WordKey; value: string | undefined };

/** All that the bank said of the line. */
function Told({ line }: { line: BankLine }) {
  const t = useWords();
  const formats = useFormats();
  const told: Told[] = [
    { word: "line.payer", value: line.payer?.name },
    { word: "line.payerAccount", value: line.payer?.accountNo },
    { word: "line.payerBank", value: line.payer?.bankCode },
    { word: "line.ultimatePayer", value: line.ultimatePayer },
    { word: "line.bookedOn", value: formats.date(line.bookedOn) },
    { word: "line.valueOn", value: line.valueOn && formats.date(line.valueOn) },
    { word: "line.virtualAccount", value: line.virtualAccountNo },
    { word: "line.endToEndId", value: line.endToEndId },
    { word: "line.bankReference", value: line.bankReference },
    { word: "line.creditorReference", value: line.creditorReference },
    { word: "line.references", value: line.references?.join(", ") },
    {
      word: "line.charges",
      value: line.chargesMinor === undefined ? undefined : formats.money(line.chargesMinor, line.currency),
    },
    { word: "line.additionalInfo", value: line.additionalInfo },
    { word: "line.returnReason", value: line.returnReason },
  ];
  return (
    <dl className="pairs">
      {told
        .filter(({ value }) => value)
        .map(({ word, value }) => (
          <div key={word}>
            <dt>{t(word)}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
    </dl>
  );
}

/** What the line has paid, and by which kind of booking. */
function Allocations({ line, nameOf }: { line: BankLine; nameOf: (id: unknown) => string }) {
  const t = useWords();
  const formats = useFormats();
  if (line.allocations.length === 0) return null;
  return (
    <section>
      <h2>{t("line.allocations")}</h2>
      <Parts heads={["line.receivable", "line.account", "line.kind", { figures: "line.amount" }]}>
        {line.allocations.map(({ id, receivableId, accountId, kind, amountMinor }) => (
          <tr key={id}>
            <td>{receivableId ? <RecordLink id={receivableId} titleOf={nameOf} /> : "–"}</td>
            <td>{accountId ? <RecordLink id={accountId} titleOf={nameOf} /> : "–"}</td>
            <td>{t(KIND_WORDS[kind])}</td>
            <td className="number">{formats.money(amountMinor, line.currency)}</td>
          </tr>
        ))}
      </Parts>
    </section>
  );
}

type Props = { id: string; back: () => void; next: () => void };

/** One line of the bank: what it said, what was made of it and why, and what a person can do with it. */
export function Line({ id, back, next }: Props) {
  const t = useWords();
  const formats = useFormats();
  const of = useNoun("bankTransaction");
  const { data: line, error, refetch } = useRead<BankLine>(`/v1/bank-transactions/${id}`);
  const explained = useRead<Explanation>(`/v1/bank-transactions/${id}/explanation`);
  const nameOf = useTitles(idsIn([line?.allocations, line?.accountId, explained.data?.rivals, line?.suggestions]));
  const [undoing, setUndoing] = useState(false);
  const mayUndo =
    line !== undefined &&
    line.allocations.length > 0 &&
    of?.actions.some(({ name, allowed }) => name === "undo" && allowed) === true;
  useKeys([["u", () => setUndoing(mayUndo)]]);
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  if (!line || !of) return <Waiting rows={10} />;
  const mayClaim =
    line.direction === "credit" &&
    line.unappliedMinor > 0 &&
    line.state !== "excluded" &&
    of.actions.some((a) => a.name === "claim" && a.allowed);
  const rest = of.actions.filter((action) => isOpen(of, line, action)).map(({ name }) => name);
  const leftOut = [
    "claim",
    "undo",
    ...(line.direction === "credit" ? ["close"] : ["decide"]),
    // Of what is applied or set aside nothing is left to decide or to hold.
    ...(line.state === "applied" || line.state === "excluded" ? ["decide", "lock"] : []),
    ...(line.lockedBy ? ["lock"] : ["unlock"]),
  ];
  return (
    <section className="line" aria-label={whoPaid(line)}>
      <div className="page-head">
        <LineHead
          back={back}
          title={
            <>
              <span className="number">
                {formats.money(line.direction === "debit" ? -line.amountMinor : line.amountMinor, line.currency)}
              </span>{" "}
              <StateTag value={line.state} label={t(STATE_WORDS[line.state])} />
            </>
          }
        >
          <p>
            <bdi>{whoPaid(line)}</bdi>
          </p>
          {line.unappliedMinor > 0 && line.state !== "excluded" && (
            <p className="faint">
              {t("line.unapplied", { amount: formats.money(line.unappliedMinor, line.currency) })}
            </p>
          )}
        </LineHead>
        <div className="actions">
          {mayUndo && (
            <Button onClick={() => setUndoing(true)}>
              {t("line.undo")} <Key of="u" />
            </Button>
          )}
          {rest.some((name) => !leftOut.includes(name)) && <Actions of={of} row={line} leftOut={leftOut} />}
        </div>
      </div>
      <Proof line={line} explanation={explained.data} error={explained.error} nameOf={nameOf} />
      {mayClaim && <Claim line={line} next={next} />}
      <Allocations line={line} nameOf={nameOf} />
      <section>
        <h2>{t("line.told")}</h2>
        <Told line={line} />
      </section>
      {undoing && <Undo line={line} nameOf={nameOf} close={() => setUndoing(false)} />}
    </section>
  );
}
