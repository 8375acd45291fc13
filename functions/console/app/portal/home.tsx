import { Progress, Segmented } from "antd";
import { useEffect, useState } from "react";
import { Link } from "react-router";
import { StateTag } from "../fields/value.tsx";
import type { DealRegistration, GetPartnersByIdSummaryReply, Order } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { dayIn, now } from "../lib/machine.ts";
import { useOptionLabel } from "../lib/options.ts";
import { useCan, useNoun, useRead } from "../lib/queries.ts";
import { Waiting } from "../shell/empty.tsx";
import { type Of, Panel, shownOf } from "../shell/panel.tsx";
import { Parts } from "../shell/parts.tsx";
import { Reading } from "../shell/reading.tsx";
import { useWords } from "../words/index.ts";
import { Rules, useRules } from "./rules-panel.tsx";

type Summary = GetPartnersByIdSummaryReply;

/** So many of the latest are shown of each kind. */
const SHOWN = 5;

/** What was signed against what is asked, and what that comes to by the kind of order. */
function Performance({ of }: { of: Summary }) {
  const t = useWords();
  const formats = useFormats();
  const kindOf = useOptionLabel(useNoun("order"), "kind");
  const money = (amount: number): string => formats.money(amount, of.currency);
  const { quotaMinor, gapMinor = 0, signedMinor } = of;
  const figures = [
    { key: "partner.signed" as const, amount: signedMinor },
    ...(quotaMinor === undefined ? [] : [{ key: "partner.target" as const, amount: quotaMinor }]),
    ...(quotaMinor === undefined
      ? []
      : [{ key: gapMinor > 0 ? ("partner.gap" as const) : ("partner.over" as const), amount: Math.abs(gapMinor) }]),
    { key: "partner.arr" as const, amount: of.arrMinor },
    { key: "partner.rebateOpen" as const, amount: of.rebates.openMinor },
    { key: "partner.rebateDue" as const, amount: of.rebates.toBePaidMinor },
  ];
  return (
    <>
      {quotaMinor !== undefined && quotaMinor > 0 && (
        <Progress
          percent={Math.min(100, Math.floor((signedMinor * 100) / quotaMinor))}
          aria-label={t("partner.attained")}
        />
      )}
      <dl className="figures">
        {figures.map(({ key, amount }) => (
          <div key={key}>
            <dt className="faint">{t(key)}</dt>
            <dd className="number">{money(amount)}</dd>
          </div>
        ))}
      </dl>
      {of.byKind.length > 0 && (
        <Parts heads={["partner.kind", { figures: "partner.orders" }, { figures: "partner.signed" }]}>
          {of.byKind.map(({ kind, orders, signedMinor: amount }) => (
            <tr key={kind}>
              <th scope="row">{kindOf(kind)}</th>
              <td className="number">{formats.number(orders)}</td>
              <td className="number">{money(amount)}</td>
            </tr>
          ))}
        </Parts>
      )}
    </>
  );
}

const useRegistrations = () => useRead<Of<DealRegistration>>("/v1/deal-registrations", { limit: SHOWN });
const useOrders = () => useRead<Of<Order>>("/v1/orders", { limit: SHOWN });

function Registrations() {
  const t = useWords();
  const formats = useFormats();
  const stateOf = useOptionLabel(useNoun("dealRegistration"), "state");
  const latest = useRegistrations();
  return (
    <Panel title={t("partner.registrations")} to="/r/dealRegistration">
      {shownOf(latest, t("partner.noRegistrations"), (items) => (
        <ul className="rows">
          {items.map(({ id, name, customerName, state, protectedUntil }) => (
            <li key={id}>
              <div>
                <Link to={`/r/dealRegistration/${id}`}>
                  <bdi>{name}</bdi>
                </Link>
                <p className="faint">
                  <bdi>{customerName}</bdi>
                  {protectedUntil && <> · {t("partner.protected", { on: formats.date(protectedUntil) })}</>}
                </p>
              </div>
              <StateTag value={state} label={stateOf(state)} />
            </li>
          ))}
        </ul>
      ))}
    </Panel>
  );
}

function Orders() {
  const t = useWords();
  const formats = useFormats();
  const of = useNoun("order");
  const [kindOf, statusOf] = [useOptionLabel(of, "kind"), useOptionLabel(of, "status")];
  const latest = useOrders();
  return (
    <Panel title={t("partner.latestOrders")} to="/r/order">
      {shownOf(latest, t("partner.noOrders"), (items) => (
        <ul className="rows">
          {items.map(({ id, contractNo, customerName, kind, status, totalMinor, currency }) => (
            <li key={id}>
              <div>
                <Link to={`/r/order/${id}`}>
                  <bdi>{contractNo ?? id}</bdi>
                </Link>
                <p className="faint">
                  <bdi>{customerName}</bdi> {kindOf(kind)} · {statusOf(status)}
                </p>
              </div>
              <span className="number">{formats.money(totalMinor, currency)}</span>
            </li>
          ))}
        </ul>
      ))}
    </Panel>
  );
}

const SPANS = ["year", "month"] as const;

/** What a partner's person begins with: how the partner does, what it registered and sold, and what it is to agree to. */
export default function PartnerHome({ partnerId }: { partnerId: string }) {
  const t = useWords();
  const formats = useFormats();
  const can = useCan();
  const [span, setSpan] = useState<(typeof SPANS)[number]>("year");
  const period = span === "month" ? dayIn(formats.timeZone, now()).slice(0, 7) : undefined;
  const { data, error, refetch } = useRead<Summary>(`/v1/partners/${partnerId}/summary`, { period });
  const [waiting, ...latest] = [useRules("waiting"), useRegistrations(), useOrders()];
  // It is drawn once all of it is here: what comes later would push down what somebody reads already.
  const [isDrawn, setDrawn] = useState(false);
  const isHere = [{ data, error }, waiting, ...latest].every((one) => one.data !== undefined || one.error !== null);
  useEffect(() => {
    if (isHere) setDrawn(true);
  }, [isHere]);
  const words = { year: t("partner.year"), month: t("partner.month") };
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>
            <bdi>{data?.name ?? t("nav.home")}</bdi>
          </h1>
          <p className="faint">
            {[
              data?.tier,
              data?.rateBasisPoints !== undefined && t("partner.rate", { rate: formats.percent(data.rateBasisPoints) }),
            ]
              .filter(Boolean)
              .join(" · ")}
          </p>
        </div>
        {can("channel.write") && (
          <div className="actions">
            <Link className="button primary" to="/r/dealRegistration/new">
              {t("partner.register")}
            </Link>
            <Link className="button" to="/r/partnerOrder/new">
              {t("partner.order")}
            </Link>
          </div>
        )}
      </div>
      {isDrawn || isHere ? (
        <>
          {(waiting.data?.items.length ?? 0) > 0 && <Rules state="waiting" />}
          <Panel title={t("partner.performance")}>
            <Segmented
              aria-label={t("partner.span")}
              value={span}
              onChange={setSpan}
              options={SPANS.map((value) => ({ value, label: words[value] }))}
            />
            <Reading {...{ data, error, refetch }} rows={4} />
            {data && <Performance of={data} />}
          </Panel>
          <div className="panels">
            <Registrations />
            <Orders />
          </div>
        </>
      ) : (
        <Waiting rows={12} />
      )}
    </div>
  );
}
