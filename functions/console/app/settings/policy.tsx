import { App, Button, Form } from "antd";
import { useState } from "react";
import { FieldItems, showFaults } from "../fields/form.tsx";
import { callPath, isStatus } from "../lib/api.ts";
import { dropDraft, keepDraft, readDraft } from "../lib/drafts.ts";
import type { FieldView, Row } from "../lib/nouns.ts";
import { useAct, useCan, useRead } from "../lib/queries.ts";
import { Conflict } from "../records/conflict.tsx";
import { Problem } from "../shell/problem.tsx";
import { Reading } from "../shell/reading.tsx";
import { useWords } from "../words/index.ts";
import { toldBy, useFieldsOf } from "./kept.tsx";
import type { Section } from "./sections.ts";

type Values = Record<string, unknown>;
type FormProps = { section: Section; fields: FieldView[]; standing: Row; again: () => void };

/** The setting as a form. Where somebody else was quicker, both versions are laid side by side. */
function PolicyForm({ section, fields, standing, again }: FormProps) {
  const t = useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm();
  const draft = `setting.${section.key}`;
  const [kept] = useState(() => readDraft(draft) as { version?: number; values: Values } | undefined);
  const [error, setError] = useState<unknown>();
  const [theirs, setTheirs] = useState<Row>();
  const writes = useCan()(section.write);
  const save = useAct(
    ({ values, version }: { values: Values; version: number | undefined }) =>
      callPath<Row>("PUT", section.path, { body: toldBy(fields, values), ifMatch: version }),
    () => {
      dropDraft(draft);
      void message.success(t("edit.saved"));
      again();
    },
  );
  const failed = async (fault: unknown): Promise<void> => {
    if (isStatus(fault, 412)) return setTheirs(await callPath<Row>("GET", section.path));
    const others = showFaults(form, fault, fields);
    const isAllShown = isStatus(fault, 422) && others.length === 0 && (fault.problem.errors?.length ?? 0) > 0;
    if (!isAllShown) setError(fault);
  };
  const submit = (values: Values, version: number | undefined): void => {
    setError(undefined);
    save.mutate({ values, version }, { onError: (fault) => void failed(fault) });
  };
  const written = (): Values => form.getFieldsValue(true);
  const initial = Object.fromEntries(fields.map(({ field }) => [field, standing[field]]));
  const settle = (mine: readonly string[]): void => {
    if (!theirs) return;
    const values = written();
    const taken = fields.map(({ field }) => [field, mine.includes(field) ? values[field] : theirs[field]]);
    setTheirs(undefined);
    submit(Object.fromEntries(taken), theirs.version);
  };
  return (
    <>
      {kept && (
        <p className="notice" role="status">
          {t("edit.restored")}{" "}
          <Button
            onClick={() => {
              dropDraft(draft);
              again();
            }}
          >
            {t("edit.discard")}
          </Button>
        </p>
      )}
      {error !== undefined && <Problem error={error} />}
      <Form
        form={form}
        layout="vertical"
        disabled={!writes}
        initialValues={{ ...initial, ...kept?.values }}
        onValuesChange={(_, values) => keepDraft(draft, { version: kept?.version ?? standing.version, values })}
        onFinish={() => submit(written(), kept?.version ?? standing.version)}
      >
        <FieldItems fields={fields} noun={section.filterOf} />
        {writes && (
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t("edit.save")}
          </Button>
        )}
      </Form>
      {theirs && (
        <Conflict fields={fields} mine={written()} theirs={theirs} go={settle} close={() => setTheirs(undefined)} />
      )}
    </>
  );
}

/** A setting of the tenant: one record, with its defaults until somebody has written it. */
export function Policy({ section }: { section: Section }) {
  const t = useWords();
  const fields = useFieldsOf(section);
  const [begun, setBegun] = useState(0);
  const { data, error, refetch } = useRead<Row>(section.path);
  const again = (): void => void refetch().then(() => setBegun((before) => before + 1));
  return (
    <section>
      <h2>{t(section.word)}</h2>
      <Reading {...{ data, error, refetch }} />
      {data && fields.length > 0 && (
        <PolicyForm key={begun} section={section} fields={fields} standing={data} again={again} />
      )}
    </section>
  );
}
