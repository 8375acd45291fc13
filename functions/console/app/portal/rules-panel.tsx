import { App, Button } from "antd";
import { StateTag } from "../fields/value.tsx";
import { api, type GetRebateRulesNoticesReplyPage } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { useAct, useRead } from "../lib/queries.ts";
import { Panel, shownOf } from "../shell/panel.tsx";
import { useWords, type WordKey } from "../words/index.ts";
import { type Rule, RuleText } from "./rule.tsx";

const STATES: Record<Rule["state"], WordKey> = {
  informed: "partner.informed",
  waiting: "partner.waits",
  acknowledged: "partner.acknowledged",
  ended: "partner.ended",
};

/** Which version a rule has come to, and whether it was acknowledged, by whom is known to the partner itself. */
function Standing({ rule }: { rule: Rule }) {
  const t = useWords();
  const formats = useFormats();
  const { number, state, acknowledgements } = rule;
  const seen = acknowledgements.find((one) => one.number === number);
  return (
    <p className="faint">
      <StateTag value={state} label={t(STATES[state])} /> {t("partner.version", { number: formats.number(number) })}
      {seen && <> · {t("partner.acknowledgedAt", { at: formats.instant(seen.at) })}</>}
    </p>
  );
}

export const useRules = (state?: Rule["state"]) =>
  useRead<GetRebateRulesNoticesReplyPage>("/v1/rebate-rules/notices", { state });

/** The rules that were pushed to a partner: all of them, or those that it is yet to acknowledge. */
export function Rules({ state }: { state?: Rule["state"] }) {
  const t = useWords();
  const { message } = App.useApp();
  const latest = useRules(state);
  const acknowledge = useAct(
    ({ ruleId, number }: { ruleId: string; number: number }) =>
      api("POST /v1/rebate-rules/{id}/acknowledge", { params: { id: ruleId }, body: { number } }),
    () => void message.success(t("partner.acknowledged")),
  );
  const press = (ruleId: string, number: number): void =>
    acknowledge.mutate({ ruleId, number }, { onError: (error) => void message.error(error.message) });
  return (
    <Panel title={t(state ? "partner.rulesWaiting" : "partner.rules")} {...(state && { to: "/partner/rules" })}>
      {shownOf(latest, t("partner.noRules"), (items) => (
        <ul className="plain-list">
          {items.map((rule) => (
            <li key={rule.id} className="stack">
              <RuleText rule={rule} />
              {!state && <Standing rule={rule} />}
              {rule.state === "waiting" && (
                <Button
                  type="primary"
                  className="fit"
                  aria-label={`${t("partner.acknowledge")} ${rule.name}`}
                  loading={acknowledge.isPending}
                  onClick={() => press(rule.ruleId, rule.number)}
                >
                  {t("partner.acknowledge")}
                </Button>
              )}
            </li>
          ))}
        </ul>
      ))}
    </Panel>
  );
}
