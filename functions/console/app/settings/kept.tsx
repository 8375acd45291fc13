import { Button, Form, Modal } from "antd";
import { useState } from "react";
import { FieldItems, filled, showFaults } from "../fields/form.tsx";
import { idsIn, Value } from "../fields/value.tsx";
import { callPath, isStatus } from "../lib/api.ts";
import { type FieldView, labelOf, type Row } from "../lib/nouns.ts";
import { rowsOf, useAct, useCan, useNouns, useRows } from "../lib/queries.ts";
import { useTitles } from "../lib/titles.ts";
import { Empty, Waiting } from "../shell/empty.tsx";
import { Problem } from "../shell/problem.tsx";
import { Scroll } from "../shell/scroll.tsx";
import { useLanguage, useWords } from "../words/index.ts";
import { FirstDelivery } from "./banks.tsx";
import { asOptions, asWords } from "./choices.ts";
import { fieldsOf, type Section } from "./sections.ts";

type DialogProps = {
  section: Section;
  fields: FieldView[];
  row: Row | undefined;
  close: () => void;
  made: (row: Row) => void;
};

/** Makes one, or changes one that is there. */
function KeptDialog({ section, fields, row, close, made }: DialogProps) {
  const t = useWords();
  const [form] = Form.useForm();
  const [error, setError] = useState<unknown>();
  const language = useLanguage();
  const bodyOf = (values: unknown): unknown => {
    const { options, ...others } = filled(values) as { options?: string[] };
    return { ...others, ...(options && { options: asOptions(options, row, language) }) };
  };
  const save = useAct(
    (values: unknown) =>
      row
        ? callPath<Row>("PATCH", `${section.path}/${row.id}`, { body: bodyOf(values), ifMatch: row.version })
        : callPath<Row>("POST", section.path, { body: bodyOf(values) }),
    (reply) => {
      // The answer to making one may tell no more than what is new in it.
      made({ ...form.getFieldsValue(true), ...reply });
      close();
    },
  );
  const submit = (values: unknown): void => {
    setError(undefined);
    save.mutate(values, {
      onError: (fault) => {
        const others = showFaults(form, fault, fields);
        const isAllShown = isStatus(fault, 422) && others.length === 0 && (fault.problem.errors?.length ?? 0) > 0;
        if (!isAllShown) setError(fault);
      },
    });
  };
  const shown: Row | undefined = row && {
    ...row,
    ...(row.options !== undefined && { options: asWords(row, language) }),
  };
  const initial = shown && Object.fromEntries(fields.map(({ field }) => [field, shown[field]]));
  return (
    <Modal
      open
      title={t(section.word)}
      okText={t("edit.save")}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={close}
    >
      {error !== undefined && <Problem error={error} />}
      <Form form={form} layout="vertical" initialValues={initial} onFinish={submit}>
        <FieldItems fields={fields} />
      </Form>
    </Modal>
  );
}

/** What there is of one kind, and the way to make another. */
export function Kept({ section }: { section: Section }) {
  const t = useWords();
  const language = useLanguage();
  const { data: nouns = [] } = useNouns();
  const [asked, setAsked] = useState<{ row?: Row }>();
  const [begun, setBegun] = useState<Row>();
  const { data, error, refetch, hasNextPage, fetchNextPage } = useRows(section.path, {});
  const rows = rowsOf(data);
  const nameOf = useTitles(idsIn(rows));
  const fields = fieldsOf(section, t, nouns);
  const writes = useCan()(`${section.module}.write`);
  return (
    <section>
      <div className="page-head">
        <h2>{t(section.word)}</h2>
        {writes && (
          <Button type="primary" onClick={() => setAsked({})}>
            {t("list.create")}
          </Button>
        )}
      </div>
      {begun && section.secret && <FirstDelivery connection={begun} />}
      {error && <Problem error={error} retry={() => void refetch()} />}
      {!data && !error && <Waiting />}
      {data && rows.length === 0 && <Empty title={t("list.none", { noun: t(section.word) })} />}
      {rows.length > 0 && (
        <Scroll>
          <table className="parts">
            <thead>
              <tr>
                {fields.map((field) => (
                  <th key={field.field} scope="col">
                    {labelOf(field, language)}
                  </th>
                ))}
                {writes && <th scope="col">{t("settings.change")}</th>}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  {fields.map((field) => (
                    <td key={field.field}>
                      <Value
                        field={field}
                        value={field.field === "options" ? asWords(row, language) : row[field.field]}
                        titleOf={nameOf}
                      />
                    </td>
                  ))}
                  {writes && (
                    <td>
                      <Button
                        size="small"
                        aria-label={t("edit.title", { what: String(row.name ?? row.label ?? row.id) })}
                        onClick={() => setAsked({ row })}
                      >
                        {t("detail.edit")}
                      </Button>
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {hasNextPage && <Button onClick={() => void fetchNextPage()}>{t("list.more")}</Button>}
      {asked && (
        <KeptDialog
          section={section}
          fields={fields}
          row={asked.row}
          close={() => setAsked(undefined)}
          made={setBegun}
        />
      )}
    </section>
  );
}
