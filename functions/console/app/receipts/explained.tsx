import { RecordLink } from "../fields/value.tsx";
import { Problem } from "../shell/problem.tsx";
import { useWords, type WordKey } from "../words/index.ts";
import { type BankLine, type Explanation, inWords, markedText } from "./lines.ts";

type Props = {
  line: BankLine;
  explanation: Explanation | undefined;
  error: unknown;
  nameOf: (id: unknown) => string;
};

/** Why another explanation stands in the way, as the engine says it. */
const RIVALS: Readonly<Record<string, WordKey>> = {
  "also exact": "rival.exact",
  "also in tolerance": "rival.tolerance",
  "weaker kind": "rival.weaker",
};

/** A rival as it is told: `acc_…: same name`. */
const rivalIn = (text: string): { id: string; why: string } => {
  const [id = "", ...why] = text.split(": ");
  return { id, why: why.join(": ") };
};

/** Why this and not another, in words; what could not be read stands out in the payer's own text. */
export function Proof({ line, explanation, error, nameOf }: Props) {
  const t = useWords();
  if (error) return <Problem error={error} />;
  if (!explanation) return null;
  const wordOf = (because: string): string => {
    const word = RIVALS[because];
    return word ? t(word) : because;
  };
  const { step, why } = inWords(explanation, t);
  const { rivals = [], unread = [], signals = [], rule, policy, claimed, undone, undoReason } = explanation;
  return (
    <section className="proof">
      <h2>{t("proof.title")}</h2>
      {claimed ? (
        <p>{t("proof.claimed")}</p>
      ) : (
        <p>
          {step} {why}
        </p>
      )}
      {undone && <p className="notice">{t("proof.undone", { reason: undoReason ?? "" })}</p>}
      {line.remittance && (
        <p className="said">
          <span className="faint">{t("proof.said")}</span>{" "}
          <bdi>
            {markedText(line.remittance, unread).map(({ text, marked, at }) =>
              marked ? (
                <mark key={at} title={t("proof.unread")}>
                  {text}
                </mark>
              ) : (
                <span key={at}>{text}</span>
              ),
            )}
          </bdi>
        </p>
      )}
      {unread.length > 0 && <p className="faint">{t("proof.unreadWhat")}</p>}
      {rivals.length > 0 && (
        <>
          <p>{t("proof.rivals")}</p>
          <ul className="plain-list">
            {rivals.map((rival) => {
              const { id, why: because } = rivalIn(rival);
              return (
                <li key={rival}>
                  <RecordLink id={id} titleOf={nameOf} /> <span className="faint">{wordOf(because)}</span>
                </li>
              );
            })}
          </ul>
        </>
      )}
      <details>
        <summary>{t("proof.details")}</summary>
        <p className="faint">
          {t("proof.signals")} <code>{signals.join(", ") || "–"}</code>
        </p>
        <p className="faint">{t("proof.rule", { rule: rule ?? "–", policy: policy ?? "–" })}</p>
      </details>
    </section>
  );
}
