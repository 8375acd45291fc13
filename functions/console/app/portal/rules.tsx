import type { GetPartnersByIdTermsReplyPage, GetRegistrationPolicyReply } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { usePartner, useRead } from "../lib/queries.ts";
import { Panel, shownOf } from "../shell/panel.tsx";
import { Reading } from "../shell/reading.tsx";
import { useWords } from "../words/index.ts";
import { ProtectionText, TermsText } from "./rule.tsx";
import { Rules } from "./rules-panel.tsx";

/** What was agreed with the partner, the newest first, each with the day from which on it holds. */
function Terms({ partnerId }: { partnerId: string }) {
  const t = useWords();
  const formats = useFormats();
  const changes = useRead<GetPartnersByIdTermsReplyPage>(`/v1/partners/${partnerId}/terms`);
  return (
    <Panel title={t("partner.terms")}>
      {shownOf(changes, t("partner.noTerms"), (items) => (
        <ul className="plain-list">
          {items.map(({ id, on, terms }) => (
            <li key={id} className="stack">
              <span className="faint">{t("partner.ruleFrom", { from: formats.date(on) })}</span>
              <TermsText terms={terms} />
            </li>
          ))}
        </ul>
      ))}
    </Panel>
  );
}

function Protection() {
  const t = useWords();
  const { data, error, refetch } = useRead<GetRegistrationPolicyReply>("/v1/registration-policy");
  return (
    <Panel title={t("partner.protectionOf")} to="/r/dealRegistration">
      <Reading {...{ data, error, refetch }} rows={2} />
      {data && <ProtectionText of={data} />}
    </Panel>
  );
}

/** What holds between a partner and us: the rules that it was told of, what is agreed, and how its deals are protected. */
export function Component() {
  const t = useWords();
  const partnerId = usePartner()?.principalId;
  return (
    <div className="page">
      <h1>{t("nav.partnerRules")}</h1>
      <Rules />
      <div className="panels">
        {partnerId && <Terms partnerId={partnerId} />}
        <Protection />
      </div>
    </div>
  );
}
