import { Segmented } from "antd";
import { useSearchParams } from "react-router";
import { ReferenceInput } from "../fields/reference.tsx";
import { idsIn } from "../fields/value.tsx";
import { rowsOf, useRows } from "../lib/queries.ts";
import { useTitles } from "../lib/titles.ts";
import { Empty, Waiting } from "../shell/empty.tsx";
import { Problem } from "../shell/problem.tsx";
import { More } from "../shell/reading.tsx";
import { useWords } from "../words/index.ts";
import { actorId, Change, type Entry, RecordAudit } from "./audit.tsx";

/** Changes of many records, the latest first. */
function Trail({ asked }: { asked: { actorId: string } | { settings: true } }) {
  const t = useWords();
  const { data, error, refetch, hasNextPage, fetchNextPage } = useRows("/v1/audit-entries", asked);
  const entries = rowsOf<Entry>(data);
  const nameOf = useTitles([...idsIn(entries), ...entries.map((one) => actorId(one.actor))]);
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting />;
  return (
    <>
      {entries.length === 0 && !hasNextPage && <Empty title={t("audit.none")} />}
      <div className="stack">
        {entries.map((entry) => (
          <Change key={entry.id} entry={entry} nameOf={nameOf} isNamed />
        ))}
      </div>
      <More when={hasNextPage} go={fetchNextPage} />
    </>
  );
}

const KINDS = ["record", "person", "settings"] as const;
type Kind = (typeof KINDS)[number];

/** Who changed what and when: of one record, by one person, or of how the tenant is set up. The address says which. */
export default function Trails() {
  const t = useWords();
  const [params, setParams] = useSearchParams();
  const personId = params.get("person") ?? undefined;
  const kind: Kind = KINDS.find((one) => one === params.get("of")) ?? "record";
  const words = { record: t("audit.ofRecord"), person: t("audit.ofPerson"), settings: t("audit.ofSettings") };
  const tells = { record: t("audit.what"), person: t("audit.whatPerson"), settings: t("audit.whatSettings") };
  return (
    <section>
      <h2>{t("settings.audit")}</h2>
      <Segmented<Kind>
        aria-label={t("audit.kind")}
        value={kind}
        onChange={(of) => setParams(of === "record" ? {} : { of })}
        options={KINDS.map((value) => ({ value, label: words[value] }))}
      />
      <p className="faint">{tells[kind]}</p>
      {kind === "record" && <RecordAudit />}
      {kind === "person" && (
        <div className="reference-choice">
          <ReferenceInput
            noun="user"
            label={t("audit.person")}
            value={personId}
            onChange={(id) => setParams(id ? { of: kind, person: String(id) } : { of: kind })}
          />
        </div>
      )}
      {kind === "person" && personId && <Trail asked={{ actorId: personId }} />}
      {kind === "settings" && <Trail asked={{ settings: true }} />}
    </section>
  );
}
