import { Input, Select } from "antd";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { ReferenceInput } from "../fields/reference.tsx";
import { idsIn, RecordLink, StateTag, textOf } from "../fields/value.tsx";
import type { GetAuditEntriesReplyPage } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { fieldOf, labelOf } from "../lib/nouns.ts";
import { rowsOf, useNouns, useRows } from "../lib/queries.ts";
import { useTitles } from "../lib/titles.ts";
import { Empty, Waiting } from "../shell/empty.tsx";
import { Parts } from "../shell/parts.tsx";
import { Problem } from "../shell/problem.tsx";
import { More } from "../shell/reading.tsx";
import { useLanguage, useWords, type WordKey } from "../words/index.ts";
import { LISTED } from "./list.ts";
import { fieldsOf, sectionOf } from "./sections.ts";

export type Entry = GetAuditEntriesReplyPage["items"][number];

const CHANGES: Record<Entry["change"], WordKey> = {
  created: "audit.created",
  changed: "audit.changed",
  deleted: "audit.deleted",
};

/** Whoever did it, by the id of the person or system: `apiKey:usr_…:key_…` is the person whose key it was. */
export const actorId = (actor: string): string => actor.split(":")[1] ?? actor;

/** What a change is of: a noun with pages of its own, or a place of the settings. */
function useKept(noun: string) {
  const t = useWords();
  const language = useLanguage();
  const { data: nouns = [] } = useNouns();
  const of = nouns.find((one) => one.noun === noun);
  const listed = of ? undefined : LISTED.find((one) => one.noun === noun);
  const fields = listed ? fieldsOf(sectionOf(listed), { nouns, roles: [], permissions: [] }) : of?.fields;
  const label = of ? labelOf(of, language) : listed ? t(listed.word) : noun;
  return { of, fields: fields ?? [], label, to: listed && `/settings/${listed.key}` };
}

/** Which record was changed: by its page, or by the place of the settings where it stands. */
function Which({ entry, nameOf }: { entry: Entry; nameOf: (id: unknown) => string }) {
  const { label, to } = useKept(entry.noun);
  const said = entry.fields.find(({ field }) => field === "name" || field === "label");
  const title = nameOf(entry.recordId);
  const own = title === entry.recordId ? String(said?.after ?? said?.before ?? "") : title;
  return (
    <div className="actions">
      <span className="faint">{label}</span>
      <span>{to ? <Link to={to}>{own || label}</Link> : <RecordLink id={entry.recordId} titleOf={nameOf} />}</span>
    </div>
  );
}

type ChangeProps = { entry: Entry; nameOf: (id: unknown) => string; isNamed?: boolean };

/** One change: who, when, from where, by which call, and each field before and after; of which record, where they are several. */
export function Change({ entry, nameOf, isNamed = false }: ChangeProps) {
  const t = useWords();
  const language = useLanguage();
  const formats = useFormats();
  const { of, fields } = useKept(entry.noun);
  const action = of?.actions.find(({ name }) => name === entry.action);
  const show = (name: string, value: unknown): string => {
    if (value === null || value === undefined) return t("value.none");
    const field = fieldOf({ fields }, name);
    if (field) return textOf(field, value, formats, nameOf) || t("value.none");
    return typeof value === "string" ? nameOf(value) : JSON.stringify(value);
  };
  return (
    <section className="panel">
      <div className="page-head">
        <div>
          <StateTag value={entry.change} label={action ? labelOf(action, language) : t(CHANGES[entry.change])} />{" "}
          <strong>
            <bdi>{nameOf(actorId(entry.actor)) || t("timeline.product")}</bdi>
          </strong>{" "}
          <time dateTime={entry.at}>{formats.instant(entry.at)}</time>
          {isNamed && <Which entry={entry} nameOf={nameOf} />}
        </div>
        <span className="faint">
          {t("audit.version", { n: entry.recordVersion })}
          {entry.from && ` · ${entry.from}`}
        </span>
      </div>
      {entry.fields.length > 0 && (
        <Parts heads={["merge.field", "audit.before", "audit.after"]}>
          {entry.fields.map(({ field, before, after }) => {
            const described = fieldOf({ fields }, field);
            return (
              <tr key={field}>
                <th scope="row">{described ? labelOf(described, language) : field}</th>
                <td className="removed">
                  <bdi>{show(field, before)}</bdi>
                </td>
                <td className="added">
                  <bdi>{show(field, after)}</bdi>
                </td>
              </tr>
            );
          })}
        </Parts>
      )}
      {entry.requestId && (
        <p className="faint">
          {t("problem.requestId")} <code>{entry.requestId}</code>
        </p>
      )}
    </section>
  );
}

/** The history of one record, narrowed by who changed it and which field. */
export function RecordAudit() {
  const t = useWords();
  const language = useLanguage();
  const { data: nouns = [] } = useNouns();
  const [params, setParams] = useSearchParams();
  const recordId = params.get("record") ?? undefined;
  const [noun, setNoun] = useState<string>();
  const [actor, setActor] = useState<string>();
  const [field, setField] = useState<string>();
  const asked = recordId && /^[a-z]{3}_[0-9A-Za-z]{5,40}$/.test(recordId) ? "/v1/audit-entries" : undefined;
  const { data, error, refetch, hasNextPage, fetchNextPage } = useRows(asked, { recordId });
  const entries = rowsOf<Entry>(data);
  const actors = [...new Set(entries.map((one) => actorId(one.actor)))];
  const fields = [...new Set(entries.flatMap((one) => one.fields.map((of) => of.field)))].sort();
  const nameOf = useTitles([...idsIn(entries), ...actors, recordId]);
  const of = nouns.find(({ prefix }) => prefix === recordId?.split("_")[0]);
  const shown = entries.filter(
    (one) =>
      (!actor || actorId(one.actor) === actor) && (!field || one.fields.some((changed) => changed.field === field)),
  );
  const open = (id: string | undefined): void => {
    setActor(undefined);
    setField(undefined);
    setParams(id ? { record: id } : {});
  };
  const labelAt = (name: string): string => {
    const described = of && fieldOf(of, name);
    return described ? labelOf(described, language) : name;
  };
  return (
    <>
      <div className="filter-bar">
        <Select
          aria-label={t("settings.noun")}
          placeholder={t("settings.noun")}
          className="choice"
          value={noun}
          onChange={setNoun}
          showSearch={{ optionFilterProp: "label" }}
          options={nouns.map((one) => ({ value: one.noun, label: labelOf(one, language) }))}
        />
        {noun && (
          <div className="reference-choice">
            <ReferenceInput
              key={noun}
              noun={noun}
              label={t("audit.record")}
              value={recordId}
              onChange={(id) => open(id as string | undefined)}
            />
          </div>
        )}
        <Input.Search
          aria-label={t("audit.byId")}
          placeholder={t("audit.byId")}
          className="report-search"
          onSearch={(text) => open(text.trim())}
        />
      </div>
      {recordId && (
        <div className="filter-bar">
          <span>
            <RecordLink id={recordId} titleOf={nameOf} />
          </span>
          <Select
            aria-label={t("audit.actor")}
            placeholder={t("audit.actor")}
            className="choice"
            allowClear
            value={actor}
            onChange={setActor}
            options={actors.map((value) => ({ value, label: nameOf(value) || t("timeline.product") }))}
          />
          <Select
            aria-label={t("filter.field")}
            placeholder={t("filter.field")}
            className="choice"
            allowClear
            value={field}
            onChange={setField}
            options={fields.map((value) => ({ value, label: labelAt(value) }))}
          />
        </div>
      )}
      {recordId && !asked && <p className="bad">{t("audit.noId")}</p>}
      {error && <Problem error={error} retry={() => void refetch()} />}
      {asked && !data && !error && <Waiting />}
      {data && shown.length === 0 && <Empty title={t("audit.none")} />}
      <div className="stack">
        {shown.map((entry) => (
          <Change key={entry.id} entry={entry} nameOf={nameOf} />
        ))}
      </div>
      <More when={hasNextPage} go={fetchNextPage} />
    </>
  );
}
