import type { GetRebateRulesNoticesReplyPage } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { useWords } from "../words/index.ts";

export type Rule = GetRebateRulesNoticesReplyPage["items"][number];
type Terms = NonNullable<Rule["agreed"]>;

/** What is agreed with a partner, as pairs of a word and what it says. */
export function TermsText({ terms }: { terms: Terms }) {
  const t = useWords();
  const formats = useFormats();
  const { type, tier, rateBasisPoints, territories = [], contractFromOn, contractToOn } = terms;
  const pairs = [
    { word: "partner.type" as const, says: type },
    { word: "partner.tier" as const, says: tier },
    {
      word: "partner.discount" as const,
      says: rateBasisPoints === undefined ? undefined : formats.percent(rateBasisPoints),
    },
    { word: "partner.territories" as const, says: territories.join(" · ") },
    { word: "partner.contractFrom" as const, says: contractFromOn && formats.date(contractFromOn) },
    { word: "partner.contractTo" as const, says: contractToOn && formats.date(contractToOn) },
  ];
  return (
    <dl className="pairs">
      {pairs.map(
        ({ word, says }) =>
          says && (
            <div key={word}>
              <dt>{t(word)}</dt>
              <dd>
                <bdi>{says}</bdi>
              </dd>
            </div>
          ),
      )}
    </dl>
  );
}

/** How what a partner registers is protected. */
export function ProtectionText({
  of,
}: {
  of: Pick<NonNullable<Rule["protection"]>, "protectionDays" | "extensionsMax">;
}) {
  const t = useWords();
  const formats = useFormats();
  const filling = { days: formats.number(of.protectionDays), times: formats.number(of.extensionsMax) };
  return <p className="said">{t("partner.protection", filling)}</p>;
}

/** A rule in words: from when on it holds, and what is given, agreed or protected by it. */
export function RuleText({ rule }: { rule: Rule }) {
  const t = useWords();
  const formats = useFormats();
  const { fromOn, toOn, tiers = [], agreed, protection, text } = rule;
  return (
    <div className="stack">
      <strong>
        <bdi>{rule.name}</bdi>
      </strong>
      {fromOn && (
        <span className="faint">
          {toOn
            ? t("partner.ruleFromTo", { from: formats.date(fromOn), to: formats.date(toOn) })
            : t("partner.ruleFrom", { from: formats.date(fromOn) })}
        </span>
      )}
      {tiers.length > 0 && (
        <ul>
          {tiers.map(({ fromMinor, basisPoints }) => (
            <li key={fromMinor}>
              {t(fromMinor === 0 ? "partner.ruleFirst" : "partner.ruleTier", {
                amount: formats.money(fromMinor, rule.currency),
                rate: formats.percent(basisPoints),
              })}
            </li>
          ))}
        </ul>
      )}
      {agreed && <TermsText terms={agreed} />}
      {protection && <ProtectionText of={protection} />}
      {text && (
        <p className="said">
          <bdi>{text}</bdi>
        </p>
      )}
    </div>
  );
}
