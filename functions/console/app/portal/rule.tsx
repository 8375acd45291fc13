import type { GetRebateRulesNoticesReplyPage } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { useWords } from "../words/index.ts";

type Rule = GetRebateRulesNoticesReplyPage["items"][number];

/** A rule of rebates in words: from when on it holds, and what of received cash is given back from which volume on. */
export function RuleText({ rule }: { rule: Rule }) {
  const t = useWords();
  const formats = useFormats();
  return (
    <div className="stack">
      <strong>
        <bdi>{rule.name}</bdi>
      </strong>
      <span className="faint">
        {rule.toOn
          ? t("partner.ruleFromTo", { from: formats.date(rule.fromOn), to: formats.date(rule.toOn) })
          : t("partner.ruleFrom", { from: formats.date(rule.fromOn) })}
      </span>
      <ul>
        {rule.tiers.map(({ fromMinor, basisPoints }) => (
          <li key={fromMinor}>
            {t(fromMinor === 0 ? "partner.ruleFirst" : "partner.ruleTier", {
              amount: formats.money(fromMinor, rule.currency),
              rate: formats.percent(basisPoints),
            })}
          </li>
        ))}
      </ul>
      {rule.text && (
        <p className="said">
          <bdi>{rule.text}</bdi>
        </p>
      )}
    </div>
  );
}
