import { App, Button, Select } from "antd";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { StateTag } from "../fields/value.tsx";
import {
  callPath,
  type GetJourneysByIdEnrolmentsReply,
  type GetJourneysByIdStandingReplyPage,
  type GetJourneysByIdVersionsReplyPage,
  type Journey,
} from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { rowsOf, useAct, useCan, useRead, useRows } from "../lib/queries.ts";
import { useTitles } from "../lib/titles.ts";
import { Empty, Waiting } from "../shell/empty.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { Parts } from "../shell/parts.tsx";
import { PageProblem, Problem } from "../shell/problem.tsx";
import { More } from "../shell/reading.tsx";
import { useWords, type WordKey } from "../words/index.ts";
import { ENROLMENT_WORDS, JOURNEY_WORDS, toneOf } from "./states.ts";
import { Steps } from "./steps.tsx";

type Act = { name: string; word: WordKey; from: Journey["status"][]; asks?: true };

const ACTS: readonly Act[] = [
  { name: "publish", word: "journey.publish", from: ["draft", "live", "paused"] },
  { name: "pause", word: "journey.pause", from: ["live"] },
  { name: "resume", word: "journey.resume", from: ["paused"] },
  { name: "stop", word: "journey.stop", from: ["live", "paused"], asks: true },
];

/** Starts and stops a journey; to stop it for good is asked once more. */
function Acts({ journey }: { journey: Journey }) {
  const t = useWords();
  const can = useCan();
  const { message, modal } = App.useApp();
  const act = useAct(
    (name: string) => callPath("POST", `/v1/journeys/${journey.id}/${name}`, { ifMatch: journey.version }),
    () => void message.success(t("approval.done")),
  );
  const run = (name: string): void => act.mutate(name);
  const press = ({ name, word, asks }: Act): void => {
    if (!asks) {
      run(name);
      return;
    }
    const words = { title: t("journey.stopSure"), okText: t(word), cancelText: t("edit.cancel") };
    void modal.confirm({ ...words, onOk: () => run(name) });
  };
  if (!can("journeys.publish")) return null;
  return (
    <>
      <div className="actions">
        {ACTS.filter(({ from }) => from.includes(journey.status)).map((one) => (
          <Button key={one.name} type={one.name === "publish" ? "primary" : "default"} onClick={() => press(one)}>
            {t(one.word)}
          </Button>
        ))}
      </div>
      {act.error && <Problem error={act.error} />}
    </>
  );
}

/** Who is on it, the latest first, or who stands at one step of it. */
function People({ journeyId, number, step }: { journeyId: string; number: number; step: string | undefined }) {
  const t = useWords();
  const formats = useFormats();
  const asked = { number, ...(step !== undefined && { step, state: "active" }) };
  const { data, error, refetch, hasNextPage, fetchNextPage } = useRows(`/v1/journeys/${journeyId}/enrolments`, asked);
  const people = rowsOf<GetJourneysByIdEnrolmentsReply>(data);
  const nameOf = useTitles(people.map(({ personId }) => personId));
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting rows={4} />;
  if (people.length === 0) return <Empty title={t("journey.nobody")} />;
  return (
    <>
      <Parts heads={["journey.who", "budget.state", "journey.at", "journey.since"]}>
        {people.map((one) => (
          <tr key={one.id}>
            <th scope="row">
              <Link to={`/r/${one.personId.startsWith("led_") ? "lead" : "contact"}/${one.personId}`}>
                <bdi>{nameOf(one.personId)}</bdi>
              </Link>
            </th>
            <td>
              <StateTag value={toneOf(one.state)} label={t(ENROLMENT_WORDS[one.state])} />
            </td>
            <td>
              <bdi>{one.step ?? one.endedBy ?? t("value.none")}</bdi>
            </td>
            <td>{formats.instant(one.endedAt ?? one.waitsSince ?? one.createdAt)}</td>
          </tr>
        ))}
      </Parts>
      <More when={hasNextPage} go={fetchNextPage} />
    </>
  );
}

/** A journey with the versions that were published of it, and the people of the one that is looked at. */
function Shown({ journey }: { journey: Journey }) {
  const t = useWords();
  const formats = useFormats();
  const versions = useRead<GetJourneysByIdVersionsReplyPage>(`/v1/journeys/${journey.id}/versions`);
  const standing = useRead<GetJourneysByIdStandingReplyPage>(`/v1/journeys/${journey.id}/standing`);
  const [wanted, setNumber] = useState<number>();
  const [step, setStep] = useState<string>();
  // What is looked at first is what people begin on now; the draft, where nothing was published.
  const number = wanted ?? journey.publishedVersion ?? 0;
  const published = versions.data?.items ?? [];
  const definition = published.find((one) => one.number === number)?.definition ?? journey;
  const standings = (standing.data?.items ?? []).filter((one) => one.number === number);
  const sum = (of: typeof standings): number => of.reduce((all, { people }) => all + people, 0);
  const peopleAt = (key: string): number => sum(standings.filter((one) => one.step === key));
  const states = Object.keys(ENROLMENT_WORDS) as (keyof typeof ENROLMENT_WORDS)[];
  const error = versions.error ?? standing.error;
  if (error) return <Problem error={error} retry={() => void versions.refetch()} />;
  if (!versions.data || !standing.data) return <Waiting rows={8} />;
  return (
    <>
      <div className="actions">
        <Select
          aria-label={t("journey.version")}
          className="choice"
          value={number}
          onChange={(next) => {
            setNumber(next);
            setStep(undefined);
          }}
          options={[
            { value: 0, label: t("journey.draft") },
            ...published.map((one) => ({
              value: one.number,
              label: t("journey.versionOf", { n: one.number, at: formats.instant(one.createdAt) }),
            })),
          ]}
        />
      </div>
      {number > 0 && (
        <dl className="figures">
          {states.map((state) => (
            <div key={state}>
              <dt className="faint">{t(ENROLMENT_WORDS[state])}</dt>
              <dd className="number">{formats.number(sum(standings.filter((one) => one.state === state)))}</dd>
            </div>
          ))}
        </dl>
      )}
      {standing.data.nextCursor && <p className="notice">{t("journey.latest")}</p>}
      <div className="columns">
        <section className="panel">
          <h2>{t("journey.steps")}</h2>
          <Steps of={definition} peopleAt={peopleAt} chosen={step} choose={setStep} />
        </section>
        {number > 0 && (
          <section className="panel">
            <h2>{step === undefined ? t("journey.all") : t("journey.standing", { step })}</h2>
            <People journeyId={journey.id} number={number} step={step} />
          </section>
        )}
      </div>
    </>
  );
}

/** One journey: what it does step by step, who is on it, and its start and stop. */
export function Component() {
  const t = useWords();
  const { id = "" } = useParams();
  const { data: journey, error, refetch } = useRead<Journey>(`/v1/journeys/${encodeURIComponent(id)}`);
  if (error) return <PageProblem title={t("nav.journeys")} error={error} retry={() => void refetch()} />;
  if (!journey) return <Waiting rows={8} />;
  return (
    <div className="page">
      <PageHead
        crumb={{ to: "/journeys", title: t("nav.journeys") }}
        title={journey.name}
        state={<StateTag value={toneOf(journey.status)} label={t(JOURNEY_WORDS[journey.status])} />}
      />
      <Acts journey={journey} />
      <Shown journey={journey} />
    </div>
  );
}
