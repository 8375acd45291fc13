import { useQuery } from "@tanstack/react-query";
import { App, Radio, Select } from "antd";
import { useState } from "react";
import { idsIn, textOf } from "../fields/value.tsx";
import { callPath, type PostLeadsByIdMergePreviewReply } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { fieldOf, labelOf, type NounView, type Row } from "../lib/nouns.ts";
import { useAct, useNouns } from "../lib/queries.ts";
import { useTitles } from "../lib/titles.ts";
import { Dialog } from "../shell/dialog.tsx";
import { Waiting } from "../shell/empty.tsx";
import { Problem } from "../shell/problem.tsx";
import { Scroll } from "../shell/scroll.tsx";
import { useLanguage, useWords } from "../words/index.ts";

type Preview = PostLeadsByIdMergePreviewReply;
type Compared = Preview["fields"][number];
type Choice = Readonly<Record<string, string>>;

/** By itself: the record that stays keeps its value, gaps are filled and lists united. */
const AUTO = "";

const isAlike = ({ values }: Compared): boolean =>
  new Set(Object.values(values).map((v) => JSON.stringify(v))).size === 1;

type TableProps = { of: NounView; preview: Preview; choice: Choice; choose: (field: string, id: string) => void };

/** The fields in which the records differ: who has which value, whose is to stay, and what will stand. */
function FieldTable({ of, preview, choice, choose }: TableProps) {
  const t = useWords();
  const language = useLanguage();
  const formats = useFormats();
  const { records, fields } = preview;
  const nameOf = useTitles(idsIn(fields));
  const differing = fields.filter((field) => !isAlike(field));
  const show = (name: string, value: unknown): string => {
    const described = fieldOf(of, name);
    const text = described ? textOf(described, value, formats, nameOf) : String(value ?? "");
    return text || t("value.none");
  };
  const labelAt = (name: string): string => {
    const described = fieldOf(of, name);
    return described ? labelOf(described, language) : name;
  };
  return (
    <>
      <Scroll>
        <table className="parts stacked">
          <thead>
            <tr>
              <th scope="col">{t("merge.field")}</th>
              {records.map(({ id, title }) => (
                <th key={id} scope="col">
                  <bdi>{title}</bdi>
                </th>
              ))}
              <th scope="col">{t("merge.auto")}</th>
              <th scope="col">{t("merge.result")}</th>
            </tr>
          </thead>
          <tbody>
            {differing.map(({ field, values, result, choosable }) => (
              <tr key={field}>
                <th scope="row">{labelAt(field)}</th>
                {[...records.map(({ id }) => id), AUTO].map((id) => (
                  <td key={id}>
                    <Radio
                      disabled={!choosable}
                      checked={(choice[field] ?? AUTO) === id}
                      onChange={() => choose(field, id)}
                      aria-label={`${labelAt(field)}: ${id === AUTO ? t("merge.auto") : show(field, values[id])}`}
                    >
                      {id === AUTO ? (
                        <span className="narrow-only">{t("merge.auto")}</span>
                      ) : (
                        <bdi>{show(field, values[id])}</bdi>
                      )}
                    </Radio>
                  </td>
                ))}
                <td>
                  <span className="narrow-only faint">{t("merge.result")}: </span>
                  <strong>
                    <bdi>{show(field, result)}</bdi>
                  </strong>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {fields.length > differing.length && (
        <p className="faint">{t("merge.same", { count: fields.length - differing.length })}</p>
      )}
    </>
  );
}

/** What moves to the record that stays, as a sentence. */
function Moves({ preview: { moves, more } }: { preview: Preview }) {
  const t = useWords();
  const language = useLanguage();
  const { data: nouns = [] } = useNouns();
  const named = moves.map(({ noun, count }) => {
    const of = nouns.find((one) => one.noun === noun);
    return `${of ? labelOf(of, language) : noun} ${count}`;
  });
  const what = [...named, ...(more ? [t("merge.more")] : [])].join(", ");
  return <p>{what ? t("merge.moves", { what }) : t("merge.nothing")}</p>;
}

type Props = { of: NounView; ids: readonly string[]; close: () => void; done?: (targetId: string) => void };

/** Makes one record of several: the API says before what will stand in each field and what moves along. */
export default function MergeDialog({ of, ids, close, done }: Props) {
  const t = useWords();
  const language = useLanguage();
  const { message } = App.useApp();
  const [keep, setKeep] = useState(ids[0] ?? "");
  const [choice, setChoice] = useState<Choice>({});
  const from = ids.filter((id) => id !== keep);
  const body = { from, ...(Object.keys(choice).length > 0 && { fields: choice }) };
  const { data, error, isFetching, refetch } = useQuery<Preview>({
    queryKey: ["merge", of.noun, keep, body],
    placeholderData: (before) => before,
    staleTime: 0,
    queryFn: ({ signal }) => callPath<Preview>("POST", `${of.path}/${keep}/merge/preview`, { body, signal }),
  });
  const merge = useAct(
    () => callPath<Row>("POST", `${of.path}/${keep}/merge`, { body, ifMatch: data?.version }),
    () => {
      void message.success(t("merge.done"));
      close();
      done?.(keep);
    },
  );
  const choose = (field: string, id: string): void => {
    const { [field]: _, ...others } = choice;
    setChoice(id === AUTO ? others : { ...others, [field]: id });
  };
  const isReady = data !== undefined && !isFetching && !error;
  return (
    <Dialog
      open
      title={t("merge.title", { noun: labelOf(of, language) })}
      width={920}
      okText={t("merge.do")}
      okButtonProps={{ disabled: !isReady }}
      confirmLoading={merge.isPending}
      onOk={() => merge.mutate()}
      onCancel={close}
    >
      <div className="stack">
        <p>{t("merge.what")}</p>
        {(merge.error ?? error) && <Problem error={merge.error ?? error} retry={() => void refetch()} />}
        {!data && !error && <Waiting />}
        {data && (
          <>
            <label className="stack" htmlFor="merge-keep">
              {t("merge.keep")}
              <Select
                id="merge-keep"
                className="wide"
                value={keep}
                onChange={(id) => {
                  setKeep(id);
                  merge.reset();
                }}
                options={data.records.map(({ id, title }) => ({ value: id, label: title }))}
              />
            </label>
            <FieldTable of={of} preview={data} choice={choice} choose={choose} />
            <Moves preview={data} />
          </>
        )}
      </div>
    </Dialog>
  );
}
