import { App, Button, Form } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { FieldItems, filled, showFaults } from "../fields/form.tsx";
import { callPath, isStatus } from "../lib/api.ts";
import { type ActionView, type FieldView, labelOf, type NounView, type Row, valueAt } from "../lib/nouns.ts";
import { useAct, useNouns } from "../lib/queries.ts";
import { fieldsIn, type Schema } from "../lib/schema.ts";
import { Dialog } from "../shell/dialog.tsx";
import { Problem } from "../shell/problem.tsx";
import { useLanguage, useWords } from "../words/index.ts";

/** What an action or a run takes, drawn from its JSON Schema with the words that it has for its fields, or else the nouns have. */
export function useAskedFields(of: NounView, { body, words = {} }: Pick<ActionView, "body" | "words">): FieldView[] {
  const { data: nouns = [] } = useNouns();
  if (!body) return [];
  const all = [of, ...nouns].flatMap(({ fields }) => fields.flatMap((field) => [field, ...(field.parts ?? [])]));
  const options = all.flatMap((field) => field.options ?? []);
  return fieldsIn(body as Schema, {
    labels: (name) =>
      words[name] ??
      nouns.find(({ noun }) => noun === name)?.labels ??
      all.find(({ field }) => field === name)?.labels ??
      options.find(({ value }) => value === name)?.labels ?? { "zh-CN": name, en: name },
    nounOf: (prefix) => nouns.find((one) => one.prefix === prefix)?.noun,
  });
}

/** The form of one action, and what the API says to it. */
function ActionDialog({ of, row, action, close }: { of: NounView; row: Row; action: ActionView; close: () => void }) {
  const t = useWords();
  const language = useLanguage();
  const { message } = App.useApp();
  const [form] = Form.useForm();
  const fields = useAskedFields(of, action);
  const [error, setError] = useState<unknown>();
  const path = action.path.replace("{id}", encodeURIComponent(row.id));
  const run = useAct(
    (body: unknown) =>
      callPath("POST", path, {
        ...(action.body && { body }),
        ...(row.version !== undefined && { ifMatch: row.version }),
      }),
    () => {
      void message.success(t("action.done", { action: labelOf(action, language) }));
      close();
    },
  );
  const submit = (values: unknown): void => {
    setError(undefined);
    run.mutate(filled(values), {
      onError: (fault) => {
        const others = showFaults(form, fault, fields);
        const isAllShown = isStatus(fault, 422) && others.length === 0 && (fault.problem.errors?.length ?? 0) > 0;
        if (!isAllShown) setError(fault);
      },
    });
  };
  return (
    <Dialog
      open
      title={labelOf(action, language)}
      okText={labelOf(action, language)}
      confirmLoading={run.isPending}
      onOk={() => form.submit()}
      onCancel={close}
      width={fields.some(({ parts }) => parts) ? 720 : 520}
    >
      {language === "en" && <p className="faint">{action.summary}</p>}
      {error !== undefined && <Problem error={error} />}
      {fields.length === 0 ? <p>{t("action.sure", { action: labelOf(action, language) })}</p> : null}
      <Form form={form} layout="vertical" onFinish={submit} requiredMark>
        <FieldItems fields={fields} currency={row.currency as string | undefined} />
      </Form>
    </Dialog>
  );
}

/** Whether an action may be done by the caller, and in the state that the record has. */
export function isOpen(of: NounView, row: Row, { allowed, from, name }: ActionView): boolean {
  if (!allowed) return false;
  if (name === "restore") return row.archived === true;
  if (row.archived === true) return false;
  if (!from) return true;
  const state = of.states?.field;
  return state === undefined || from.includes(String(valueAt(row, state)));
}

/** Whether the fields of a record may be changed by the caller, and in the state that it has. */
export function isChangeable({ rights, states }: NounView, row: Row): boolean {
  if (!rights.write || row.archived === true) return false;
  return !states?.changeIn || states.changeIn.includes(String(valueAt(row, states.field)));
}

/** Every action that the record's state and the caller's rights leave, as a button; the rarer ones stand behind. */
const RARE = ["archive", "restore", "merge", "unmerge"];

export function Actions({ of, row, leftOut = [] }: { of: NounView; row: Row; leftOut?: readonly string[] }) {
  const t = useWords();
  const language = useLanguage();
  const [params, setParams] = useSearchParams();
  const [chosen, setChosen] = useState<ActionView>();
  const open = of.actions.filter((action) => isOpen(of, row, action) && !leftOut.includes(action.name));
  const first = open.filter(({ name }) => !RARE.includes(name));
  const rest = open.filter(({ name }) => RARE.includes(name));
  // An address may name what is to be done, as the search does.
  const asked = chosen ?? open.find(({ name }) => name === params.get("do"));
  const setAsked = (action: ActionView | undefined): void => {
    setChosen(action);
    if (!action && params.has("do")) {
      params.delete("do");
      setParams(params, { replace: true });
    }
  };
  const button = (action: ActionView) => (
    <Button key={action.name} onClick={() => setAsked(action)}>
      {labelOf(action, language)}
    </Button>
  );
  return (
    <>
      {first.map(button)}
      {rest.length > 0 && (
        <details className="more-actions">
          <summary className="button">{t("action.more")}</summary>
          <div>{rest.map(button)}</div>
        </details>
      )}
      {asked && <ActionDialog of={of} row={row} action={asked} close={() => setAsked(undefined)} />}
    </>
  );
}
