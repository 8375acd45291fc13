import { App, Button } from "antd";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { ReferenceInput } from "../fields/reference.tsx";
import { StateTag } from "../fields/value.tsx";
import { api, type GetJourneyStrategiesReply, type GetJourneyStrategiesReplyPage, type Journey } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { rowsOf, useAct, useCan, useRead, useRows } from "../lib/queries.ts";
import { Dialog } from "../shell/dialog.tsx";
import { Empty, Waiting } from "../shell/empty.tsx";
import { Panel } from "../shell/panel.tsx";
import { Problem } from "../shell/problem.tsx";
import { More } from "../shell/reading.tsx";
import { useWords } from "../words/index.ts";
import { JOURNEY_WORDS, toneOf } from "./states.ts";

type Strategy = GetJourneyStrategiesReply;

function Journeys() {
  const t = useWords();
  const formats = useFormats();
  const { data, error, refetch, hasNextPage, fetchNextPage } = useRows("/v1/journeys");
  const journeys = rowsOf<Journey>(data);
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting />;
  if (journeys.length === 0) return <Empty title={t("journey.none")} />;
  return (
    <section className="panel">
      <ul className="rows">
        {journeys.map(({ id, name, status, publishedVersion, publishedAt }) => (
          <li key={id}>
            <div>
              <Link to={`/journeys/${id}`}>
                <bdi className="text">{name}</bdi>
              </Link>
              {publishedVersion !== undefined && (
                <p className="faint">
                  {t("journey.versionOf", { n: publishedVersion, at: formats.instant(publishedAt) })}
                </p>
              )}
            </div>
            <StateTag value={toneOf(status)} label={t(JOURNEY_WORDS[status])} />
          </li>
        ))}
      </ul>
      <More when={hasNextPage} go={fetchNextPage} />
    </section>
  );
}

/** The library: one click makes a draft of a strategy; one that gives coupons is asked which. */
function Library() {
  const t = useWords();
  const go = useNavigate();
  const { message } = App.useApp();
  const library = useRead<GetJourneyStrategiesReplyPage>("/v1/journey-strategies");
  const [asked, setAsked] = useState<Strategy>();
  const [coupon, setCoupon] = useState<string>();
  const install = useAct(
    ({ key, couponTemplateId }: { key: string; couponTemplateId?: string }) =>
      api("POST /v1/journey-strategies/{key}/install", {
        params: { key },
        body: couponTemplateId === undefined ? {} : { couponTemplateId },
      }),
    ({ id }) => void go(`/journeys/${id}`),
  );
  const refused = (error: Error): void => void message.error(error.message);
  const press = (one: Strategy): void =>
    one.givesCoupon ? setAsked(one) : install.mutate({ key: one.key }, { onError: refused });
  return (
    <Panel title={t("journey.library")}>
      {library.error && <Problem error={library.error} retry={() => void library.refetch()} />}
      {!library.data && !library.error && <Waiting />}
      <ul className="rows">
        {library.data?.items.map((one) => (
          <li key={one.key}>
            <div>
              <strong>{one.name}</strong>
              <p className="faint">{one.about}</p>
            </div>
            <Button
              loading={install.isPending && install.variables.key === one.key}
              aria-label={t("journey.installOf", { name: one.name })}
              onClick={() => press(one)}
            >
              {t("journey.install")}
            </Button>
          </li>
        ))}
      </ul>
      {asked && (
        <Dialog
          open
          title={asked.name}
          okText={t("journey.install")}
          okButtonProps={{ disabled: coupon === undefined }}
          confirmLoading={install.isPending}
          onOk={() => install.mutate({ key: asked.key, couponTemplateId: coupon }, { onError: refused })}
          onCancel={() => setAsked(undefined)}
        >
          <p>{t("journey.couponWhich")}</p>
          <ReferenceInput
            noun="couponTemplate"
            label={t("journey.coupon")}
            value={coupon}
            onChange={(id) => setCoupon(id as string | undefined)}
          />
        </Dialog>
      )}
    </Panel>
  );
}

/** The journeys of the tenant, and the library that they are taken from. */
export function Component() {
  const t = useWords();
  const can = useCan();
  return (
    <div className="page">
      <h1>{t("nav.journeys")}</h1>
      <Journeys />
      {can("journeys.write") && <Library />}
    </div>
  );
}
