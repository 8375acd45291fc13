import { Link } from "react-router";
import { RecordLink, StateTag } from "../fields/value.tsx";
import type { Credit, PartnerStatement } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { useOptionLabel } from "../lib/options.ts";
import { useNoun, useRead } from "../lib/queries.ts";
import { useTitles } from "../lib/titles.ts";
import { type Of, Panel, shownOf } from "../shell/panel.tsx";
import { useWords } from "../words/index.ts";
import { Entries } from "./entries.tsx";

const STATEMENTS = 12;
const CREDITS = 20;

function Statements() {
  const t = useWords();
  const formats = useFormats();
  const stateOf = useOptionLabel(useNoun("partnerStatement"), "state");
  const latest = useRead<Of<PartnerStatement>>("/v1/partner-statements", { limit: STATEMENTS });
  return (
    <Panel title={t("partner.statements")} to="/r/partnerStatement">
      {shownOf(latest, t("partner.noStatements"), (items) => (
        <ul className="rows">
          {items.map(({ id, month, state, totalMinor, currency }) => (
            <li key={id}>
              <span>
                <Link to={`/r/partnerStatement/${id}`}>{month}</Link> <StateTag value={state} label={stateOf(state)} />
              </span>
              <span className="number">{formats.money(totalMinor, currency)}</span>
            </li>
          ))}
        </ul>
      ))}
    </Panel>
  );
}

function Credits() {
  const t = useWords();
  const formats = useFormats();
  const latest = useRead<Of<Credit>>("/v1/credits", { limit: CREDITS });
  const nameOf = useTitles(latest.data?.items.map(({ orderId }) => orderId) ?? []);
  return (
    <Panel title={t("contract.credits")}>
      {shownOf(latest, t("partner.noCredits"), (items) => (
        <ul className="rows">
          {items.map(({ id, orderId, amountMinor, currency, earnedAt }) => (
            <li key={id}>
              <span>
                {orderId && <RecordLink id={orderId} titleOf={nameOf} />}{" "}
                <span className="faint">{formats.instant(earnedAt)}</span>
              </span>
              <span className="number">{formats.money(amountMinor, currency)}</span>
            </li>
          ))}
        </ul>
      ))}
    </Panel>
  );
}

/** What a partner has earned: its statements by month, its share of receipts, and its rebates entry by entry. */
export function Component() {
  const t = useWords();
  return (
    <div className="page">
      <h1>{t("nav.partnerMoney")}</h1>
      <div className="panels">
        <Statements />
        <Credits />
      </div>
      <Panel title={t("partner.rebates")}>
        <Entries path="/v1/rebates" />
      </Panel>
    </div>
  );
}
