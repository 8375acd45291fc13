import { App, Button, Select, Upload } from "antd";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import { api, type PostImportsSuggestReply } from "../lib/api.ts";
import { type NounView, pluralOf } from "../lib/nouns.ts";
import { useAct, useNoun, useNouns } from "../lib/queries.ts";
import { PageEmpty, Waiting } from "../shell/empty.tsx";
import { Parts } from "../shell/parts.tsx";
import { useLanguage, useWords } from "../words/index.ts";

type File_ = { name: string; format: "csv" | "xlsx"; content: string };
/** What goes into one call; a larger file goes through an upload by API. */
const BYTES_MAX = 6_000_000;

async function fileOf(file: File): Promise<File_> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return { name: file.name, format: /\.xlsx$/i.test(file.name) ? "xlsx" : "csv", content: btoa(text) };
}

type Reading = { file: File_; suggestion: PostImportsSuggestReply };

/** Which column fills which field, by which one an existing record is known, and the two ways to go on. */
function Mapping({ of, reading }: { of: NounView; reading: Reading }) {
  const t = useWords();
  const go = useNavigate();
  const { message } = App.useApp();
  const { file, suggestion } = reading;
  const [mapping, setMapping] = useState(suggestion.mapping);
  const [upsertBy, setUpsertBy] = useState<string>();
  const run = useAct(
    (dryRun: boolean) => {
      const { format, content } = file;
      return api("POST /v1/imports", {
        body: {
          noun: of.noun,
          format,
          content,
          mapping,
          forms: suggestion.forms,
          dryRun,
          ...(upsertBy && { upsertBy }),
        },
      });
    },
    ({ id }) => void go(`/jobs/${id}`),
  );
  const start = (dryRun: boolean): void =>
    run.mutate(dryRun, { onError: (error) => void message.error(error.message) });
  const fields = suggestion.fields.map(({ field, label }) => ({ value: field, label }));
  const choose = (column: string, field: string | undefined): void => {
    const { [column]: _before, ...others } = mapping;
    setMapping(field ? { ...others, [column]: field } : others);
  };
  return (
    <>
      {suggestion.notices.map((notice) => (
        <p key={`${notice.code} ${notice.column ?? ""}`} className="notice">
          {notice.message}
        </p>
      ))}
      <Parts heads={["import.column", "import.samples", "import.field"]}>
        {suggestion.columns.map(({ column, samples }) => (
          <tr key={column}>
            <th scope="row">{column}</th>
            <td className="faint">{samples.slice(0, 3).join(" · ")}</td>
            <td>
              <Select
                className="wide"
                aria-label={t("import.fieldOf", { column })}
                allowClear
                showSearch={{ optionFilterProp: "label" }}
                placeholder={t("import.leave")}
                value={mapping[column]}
                onChange={(field) => choose(column, field)}
                options={fields}
              />
            </td>
          </tr>
        ))}
      </Parts>
      <label className="stack" htmlFor="upsert-by">
        {t("import.upsert")}
        <Select
          id="upsert-by"
          className="wide"
          allowClear
          placeholder={t("import.always")}
          value={upsertBy}
          onChange={setUpsertBy}
          options={fields.filter(({ value }) => suggestion.keys.includes(value))}
        />
      </label>
      <p className="faint">{t("import.dryWhat")}</p>
      <div className="actions">
        <Button type="primary" loading={run.isPending} onClick={() => start(true)}>
          {t("import.dry")}
        </Button>
        <Button loading={run.isPending} onClick={() => start(false)}>
          {t("import.run")}
        </Button>
      </div>
    </>
  );
}

/** Takes a table file in: read, mapped, tried without writing, then written, each of which can be taken back. */
export function Component() {
  const { noun = "" } = useParams();
  const t = useWords();
  const language = useLanguage();
  const { message } = App.useApp();
  const { isLoading } = useNouns();
  const of = useNoun(noun);
  const [reading, setReading] = useState<Reading>();
  const read = useAct(async (file: File): Promise<Reading> => {
    const given = await fileOf(file);
    const body = { noun, format: given.format, content: given.content };
    return { file: given, suggestion: await api("POST /v1/imports/suggest", { body }) };
  }, setReading);
  if (isLoading) return <Waiting />;
  if (!of) return <PageEmpty title={t("list.noNoun")} />;
  const take = (file: File): false => {
    if (file.size > BYTES_MAX) void message.error(t("import.tooBig"));
    else read.mutate(file, { onError: (error) => void message.error(error.message) });
    return false;
  };
  return (
    <div className="page narrow">
      <h1>{t("import.title", { noun: pluralOf(of, language) })}</h1>
      <Upload.Dragger accept=".csv,.xlsx,.txt" showUploadList={false} beforeUpload={take} disabled={read.isPending}>
        <p>{reading ? reading.file.name : t("import.drop")}</p>
        <p className="faint">{t("import.forms")}</p>
      </Upload.Dragger>
      {reading && <Mapping key={reading.file.name} of={of} reading={reading} />}
    </div>
  );
}
