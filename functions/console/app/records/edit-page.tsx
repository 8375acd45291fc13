import { App, Button, Form } from "antd";
import { useState } from "react";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { FieldItems, filled, showFaults } from "../fields/form.tsx";
import { callPath, isStatus } from "../lib/api.ts";
import { changesOf } from "../lib/changes.ts";
import { dropDraft, keepDraft, readDraft } from "../lib/drafts.ts";
import { type FieldView, labelOf, type NounView, type Row, titleOf } from "../lib/nouns.ts";
import { useAct, useNoun, useNouns, useRow, useTenant } from "../lib/queries.ts";
import { PageEmpty, Waiting } from "../shell/empty.tsx";
import { PageProblem, Problem } from "../shell/problem.tsx";
import { useLanguage, useWords } from "../words/index.ts";
import { Conflict } from "./conflict.tsx";

type Values = Record<string, unknown>;

type FormProps = { of: NounView; row?: Row; again: () => void };

/** Saves what differs; where somebody else was quicker, both versions are laid side by side. */
function useSave({ of, row }: FormProps, fields: readonly FieldView[], draft: string) {
  const go = useNavigate();
  const { message } = App.useApp();
  const t = useWords();
  return useAct(
    ({ values, over }: { values: Values; over?: Row }) => {
      const from = over ?? row;
      if (!from) return callPath<Row>("POST", of.path, { body: filled(values) });
      const body = changesOf(fields, from, filled(values) as Values);
      return callPath<Row>("PATCH", `${of.path}/${from.id}`, { body, ifMatch: from.version });
    },
    ({ id }) => {
      dropDraft(draft);
      void message.success(t("edit.saved"));
      void go(`/r/${of.noun}/${id}`);
    },
  );
}

type Draft = { row?: Row; values: Values };

function EditForm({ of, row: read, again }: FormProps) {
  const t = useWords();
  const language = useLanguage();
  const go = useNavigate();
  const [params] = useSearchParams();
  const tenant = useTenant();
  const [form] = Form.useForm();
  const fields = of.fields.filter(({ readOnly }) => !readOnly);
  const draft = `${of.noun}.${read?.id ?? "new"}`;
  // What is changed is changed against the version that was read when the work began, whatever is read meanwhile.
  const [{ row, kept }] = useState(() => {
    const before = readDraft(draft) as Draft | undefined;
    return { row: before ? before.row : read, kept: before?.values };
  });
  const isRestored = kept !== undefined;
  const [error, setError] = useState<unknown>();
  const [theirs, setTheirs] = useState<Row>();
  const save = useSave({ of, row, again }, fields, draft);
  const given = Object.fromEntries([...params].filter(([name]) => fields.some(({ field }) => field === name)));
  const hasCurrency = fields.some(({ field, required }) => field === "currency" && required);
  const initial: Values = row ?? { ...(hasCurrency && tenant && { currency: tenant.currency }), ...given };
  const currency: string | undefined = Form.useWatch("currency", form) ?? (row?.currency as string | undefined);
  const discard = (): void => {
    dropDraft(draft);
    again();
  };
  const failed = async (fault: unknown): Promise<void> => {
    if (row && isStatus(fault, 412)) {
      setTheirs(await callPath<Row>("GET", `${of.path}/${row.id}`));
      return;
    }
    const others = showFaults(form, fault, fields);
    const isAllShown = isStatus(fault, 422) && others.length === 0 && (fault.problem.errors?.length ?? 0) > 0;
    setError(isAllShown ? undefined : fault);
  };
  const submit = (values: Values, over?: Row): void => {
    setError(undefined);
    save.mutate({ values, over }, { onError: (fault) => void failed(fault) });
  };
  const settle = (mine: readonly string[]): void => {
    if (!theirs) return;
    const values = form.getFieldsValue(true) as Values;
    const chosen = Object.fromEntries(mine.map((field) => [field.split(".")[0], values[field.split(".")[0] ?? ""]]));
    setTheirs(undefined);
    submit({ ...theirs, ...chosen }, theirs);
  };
  return (
    <>
      {isRestored && (
        <p className="notice" role="status">
          {t("edit.restored")} <Button onClick={discard}>{t("edit.discard")}</Button>
        </p>
      )}
      {error !== undefined && <Problem error={error} retry={isStatus(error, 409) ? again : undefined} />}
      <Form
        form={form}
        layout="vertical"
        className="edit-form"
        initialValues={{ ...initial, ...kept }}
        onValuesChange={(_, values) => keepDraft(draft, { row, values })}
        onFinish={() => submit(form.getFieldsValue(true) as Values)}
        scrollToFirstError={{ focus: true }}
      >
        <FieldItems fields={fields} currency={currency} />
        <div className="form-foot">
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t("edit.save")}
          </Button>
          <Button onClick={() => void go(-1)}>{t("edit.cancel")}</Button>
        </div>
      </Form>
      {theirs && (
        <Conflict
          fields={fields}
          mine={form.getFieldsValue(true) as Values}
          theirs={theirs}
          go={settle}
          close={() => setTheirs(undefined)}
        />
      )}
      <p className="faint">{t("edit.draftKept", { noun: labelOf(of, language) })}</p>
    </>
  );
}

/** Makes a record of any noun, or changes one. */
export function Component() {
  const { noun = "", id } = useParams();
  const t = useWords();
  const language = useLanguage();
  const { isLoading } = useNouns();
  const tenant = useTenant();
  const of = useNoun(noun);
  const { data: row, error, refetch } = useRow(of, id);
  const [begun, setBegun] = useState(0);
  const again = (): void => void refetch().then(() => setBegun((before) => before + 1));
  if (isLoading || !tenant) return <Waiting />;
  if (!of) return <PageEmpty title={t("list.noNoun")} />;
  if (error) return <PageProblem title={labelOf(of, language)} error={error} retry={() => void refetch()} />;
  if (id && !row) return <Waiting />;
  if (!of.rights.write) return <PageEmpty title={t("problem.forbidden")} />;
  const title = row
    ? t("edit.title", { what: titleOf(of, row) })
    : t("palette.create", { noun: labelOf(of, language) });
  return (
    <div className="page narrow">
      <h1>{title}</h1>
      <EditForm key={`${noun} ${row?.id ?? "new"} ${begun}`} of={of} row={row} again={again} />
    </div>
  );
}
