import { App, Button, Form } from "antd";
import { type ReactNode, useState } from "react";
import { FieldItems, filled, showFaults } from "../fields/form.tsx";
import { idsIn, Value } from "../fields/value.tsx";
import { callPath, isStatus } from "../lib/api.ts";
import { changesOf } from "../lib/changes.ts";
import { type FieldView, labelOf, type Row } from "../lib/nouns.ts";
import { PAGE_ROWS, rowsOf, useAct, useCan, useMe, useNouns, useRead, useRows } from "../lib/queries.ts";
import { useTitles } from "../lib/titles.ts";
import { Dialog } from "../shell/dialog.tsx";
import { Empty } from "../shell/empty.tsx";
import { Problem } from "../shell/problem.tsx";
import { More, Reading } from "../shell/reading.tsx";
import { Scroll } from "../shell/scroll.tsx";
import { useLanguage, useWords } from "../words/index.ts";
import { FirstDelivery } from "./banks.tsx";
import { asOptions, inWords } from "./choices.ts";
import { PersonActions } from "./person.tsx";
import { fieldsOf, type Section } from "./sections.ts";

/** The roles that every tenant has. */
const BUILT_IN = ["admin", "manager", "sales", "finance", "marketing", "service"];
/** A list shows as many columns as can be read side by side. */
const COLUMNS_MAX = 6;

/** The fields of a section with what may be chosen here and now. */
export function useFieldsOf(section: Section): FieldView[] {
  const { data: nouns = [] } = useNouns();
  const { data: me } = useMe();
  const asksRoles = Object.values(section.choices ?? {}).includes("roles");
  const { data: own } = useRead<{ items: { name: string }[] }>(asksRoles ? "/v1/roles" : undefined, { limit: 100 });
  const roles = [...BUILT_IN, ...(own?.items.map(({ name }) => name) ?? [])];
  return fieldsOf(section, { nouns, roles, permissions: me?.permissions ?? [] });
}

/** What a form says, with an empty map where one has to be told and none was filled in. */
export function toldBy(fields: readonly FieldView[], values: unknown): Record<string, unknown> {
  const maps = fields.filter(({ type, required }) => type === "map" && required).map(({ field }) => [field, {}]);
  return { ...Object.fromEntries(maps), ...(filled(values) as object) };
}

type DialogProps = {
  section: Section;
  fields: FieldView[];
  row: Row | undefined;
  close: () => void;
  made: (row: Row) => void;
};

/** Makes one, or changes one that is there: what differs is sent, and what was emptied is cleared. */
function KeptDialog({ section, fields, row, close, made }: DialogProps) {
  const t = useWords();
  const [form] = Form.useForm();
  const [error, setError] = useState<unknown>();
  const language = useLanguage();
  const before = row && inWords(row, language);
  const noun: string | undefined = Form.useWatch("noun", form) ?? section.filterOf;
  const bodyOf = (told: Record<string, unknown>): Record<string, unknown> => ({
    ...told,
    ...(Array.isArray(told.options) && { options: asOptions(told.options, row, language) }),
  });
  const save = useAct(
    (values: unknown) => {
      const told = toldBy(fields, values);
      return before
        ? callPath<Row>("PATCH", `${section.path}/${before.id}`, {
            body: bodyOf(changesOf(fields, before, told)),
            ifMatch: before.version,
          })
        : callPath<Row>("POST", section.path, { body: bodyOf(told) });
    },
    (reply) => {
      // The answer to making one may tell no more than what is new in it.
      made({ ...form.getFieldsValue(true), ...reply });
      close();
    },
  );
  const submit = (values: unknown): void => {
    setError(undefined);
    if (before && Object.keys(changesOf(fields, before, toldBy(fields, values))).length === 0) {
      close();
      return;
    }
    save.mutate(values, {
      onError: (fault) => {
        const others = showFaults(form, fault, fields);
        const isAllShown = isStatus(fault, 422) && others.length === 0 && (fault.problem.errors?.length ?? 0) > 0;
        if (!isAllShown) setError(fault);
      },
    });
  };
  const initial = before && Object.fromEntries(fields.map(({ field }) => [field, before[field]]));
  const isWide = fields.some(({ type }) => type === "list" || type === "filter" || type === "map");
  return (
    <Dialog
      open
      title={t(section.word)}
      okText={t("edit.save")}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={close}
      width={isWide ? 760 : 520}
    >
      {error !== undefined && <Problem error={error} />}
      <Form form={form} layout="vertical" initialValues={initial} onFinish={() => submit(form.getFieldsValue(true))}>
        <FieldItems fields={fields} noun={noun} />
      </Form>
    </Dialog>
  );
}

/** Each row with how deep it stands below others: those below one follow it. */
function asTree(rows: readonly Row[]): { row: Row; depth: number }[] {
  const known = new Set(rows.map(({ id }) => id));
  const below = Map.groupBy(rows, ({ parentId }) => (known.has(String(parentId)) ? String(parentId) : ""));
  const walk = (parent: string, depth: number): { row: Row; depth: number }[] =>
    (below.get(parent) ?? []).flatMap((row) => [{ row, depth }, ...walk(row.id, depth + 1)]);
  return walk("", 0);
}

type RowActionsProps = { section: Section; row: Row; change: () => void };

/** What can be done with one of the list. */
function RowActions({ section, row, change }: RowActionsProps) {
  const t = useWords();
  const { message, modal } = App.useApp();
  const name = String(row.name ?? row.label ?? row.id);
  const archive = useAct(() => callPath("POST", `${section.path}/${row.id}/archive`, { ifMatch: row.version }));
  const ask = (): void =>
    void modal.confirm({
      title: t("settings.archiveOf", { what: name }),
      content: t("settings.archiveWhat"),
      okText: t("settings.archive"),
      onOk: () => archive.mutateAsync().catch((fault: Error) => void message.error(fault.message)),
    });
  return (
    <div className="actions">
      <Button size="small" aria-label={`${t("detail.edit")}: ${name}`} onClick={change}>
        {t("detail.edit")}
      </Button>
      {section.key === "people" ? (
        <PersonActions person={row} />
      ) : (
        section.archives && (
          <Button size="small" aria-label={`${t("settings.archive")}: ${name}`} onClick={ask}>
            {t("settings.archive")}
          </Button>
        )
      )}
    </div>
  );
}

/** What there is of one kind, and the way to make another. */
export function Kept({ section, children }: { section: Section; children?: ReactNode }) {
  const t = useWords();
  const language = useLanguage();
  const [asked, setAsked] = useState<{ row?: Row }>();
  const [begun, setBegun] = useState<Row>();
  const { data, error, refetch, hasNextPage, fetchNextPage } = useRows(
    section.path,
    {},
    section.isWhole ? null : PAGE_ROWS,
  );
  const rows = rowsOf(data);
  const nameOf = useTitles(idsIn(rows));
  const fields = useFieldsOf(section);
  const columns = fields
    .filter(({ type }) => !["list", "object", "map", "filter"].includes(type))
    .slice(0, COLUMNS_MAX);
  const writes = useCan()(section.write);
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
      <Reading {...{ data, error, refetch }} />
      {data && rows.length === 0 && <Empty title={t("list.none", { noun: t(section.word) })} />}
      {rows.length > 0 && (
        <Scroll>
          <table className="parts">
            <thead>
              <tr>
                {columns.map((field) => (
                  <th key={field.field} scope="col">
                    {labelOf(field, language)}
                  </th>
                ))}
                {writes && <th scope="col">{t("settings.change")}</th>}
              </tr>
            </thead>
            <tbody>
              {asTree(rows).map(({ row, depth }) => (
                <tr key={row.id}>
                  {columns.map((field, n) => (
                    <td key={field.field} className={n === 0 && depth > 0 ? `below below-${Math.min(depth, 6)}` : ""}>
                      <Value field={field} value={inWords(row, language)[field.field]} titleOf={nameOf} />
                    </td>
                  ))}
                  {writes && (
                    <td>
                      <RowActions section={section} row={row} change={() => setAsked({ row })} />
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      <More when={hasNextPage} go={fetchNextPage} />
      {children}
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
