import { App, Button, Form, Select, Upload } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { FieldItems, filled, showFaults } from "../fields/form.tsx";
import { ReferenceInput } from "../fields/reference.tsx";
import { attach, RECEIPT_TYPES, receiptType } from "../files/attach.ts";
import { api, type ExpenseInput2, type GetExpensePolicyReply, isStatus } from "../lib/api.ts";
import { dayIn, now } from "../lib/machine.ts";
import { type FieldView, fieldOf, labelOf, type NounView } from "../lib/nouns.ts";
import { useAct, useNoun, useNouns, useRead, useTenant } from "../lib/queries.ts";
import { Empty, Waiting } from "../shell/empty.tsx";
import { Problem } from "../shell/problem.tsx";
import { useLanguage, useWords } from "../words/index.ts";
import { useCategories } from "./categories.ts";

/** What an expense may be for; the customer follows from the others. */
const TARGETS = ["opportunityId", "projectId", "campaignId", "ticketId", "accountId"] as const;
type Target = (typeof TARGETS)[number];

/** The fields of the form: the title, and the lines with the categories that the policy has. */
function fieldsFor(of: NounView, categories: readonly string[], labelOfCategory: (key: string) => string): FieldView[] {
  const options = categories.map((value) => {
    const label = labelOfCategory(value);
    return { value, labels: { "zh-CN": label, en: label } };
  });
  const WRITTEN = ["on", "category", "amountMinor", "taxMinor", "currency", "note"];
  return ["title", "lines"].flatMap((name) => {
    const field = fieldOf(of, name);
    const parts = WRITTEN.flatMap((part) => field?.parts?.find((one) => one.field === part) ?? []).map((part) =>
      part.field === "category" ? { ...part, type: "enum", options } : part,
    );
    return field ? [{ ...field, ...(field.parts && { parts }) }] : [];
  });
}

type Sent = { id: string; failed: string[] };

/** Makes the draft, then attaches its receipts one by one; those that fail are told by name and can be added again. */
async function handIn(body: ExpenseInput2, receipts: readonly File[]): Promise<Sent> {
  const { id } = await api("POST /v1/expenses", { body });
  const failed: string[] = [];
  for (const receipt of receipts) {
    await attach(receipt, { noun: "expense", id }).catch(() => failed.push(receipt.name));
  }
  return { id, failed };
}

function Receipts({ receipts, change }: { receipts: File[]; change: (files: File[]) => void }) {
  const t = useWords();
  const { message } = App.useApp();
  const take = (_file: File, all: File[]): false => {
    const wrong = all.find((file) => !receiptType(file));
    if (wrong) void message.error(t("receipt.kind", { name: wrong.name }));
    const fresh = all.filter((file) => receiptType(file) && !receipts.includes(file));
    if (fresh.length > 0) change([...receipts, ...fresh]);
    return false;
  };
  return (
    <fieldset className="list-field">
      <legend>{t("receipt.title")}</legend>
      <ul className="rows">
        {receipts.map((file) => (
          <li key={`${file.name} ${file.lastModified} ${file.size}`}>
            <bdi className="text">{file.name}</bdi>
            <Button
              aria-label={t("receipt.removeOf", { name: file.name })}
              onClick={() => change(receipts.filter((one) => one !== file))}
            >
              {t("form.removeShort")}
            </Button>
          </li>
        ))}
      </ul>
      <Upload accept={RECEIPT_TYPES.join()} multiple showUploadList={false} beforeUpload={take}>
        <Button>{t("receipt.add")}</Button>
      </Upload>
    </fieldset>
  );
}

function ExpenseForm({ of, categories }: { of: NounView; categories: readonly string[] }) {
  const t = useWords();
  const language = useLanguage();
  const go = useNavigate();
  const tenant = useTenant();
  const { data: nouns = [] } = useNouns();
  const { message } = App.useApp();
  const [form] = Form.useForm();
  const [receipts, setReceipts] = useState<File[]>([]);
  const [target, setTarget] = useState<Target>();
  const [targetId, setTargetId] = useState<string>();
  const [error, setError] = useState<unknown>();
  const fields = fieldsFor(of, categories, useCategories());
  const targets = TARGETS.flatMap((name) => {
    const field = fieldOf(of, name);
    return field && nouns.some(({ noun }) => noun === field.references) ? [field] : [];
  });
  const chosen = targets.find(({ field }) => field === target);
  const send = useAct(
    (values: unknown) => {
      const body = { ...(filled(values) as ExpenseInput2), ...(target && targetId && { [target]: targetId }) };
      return handIn(body, receipts);
    },
    ({ id, failed }) => {
      if (failed.length > 0) void message.error(t("receipt.failed", { names: failed.join(", ") }));
      else void message.success(t("edit.saved"));
      void go(`/r/expense/${id}`);
    },
  );
  const submit = (): void => {
    setError(undefined);
    send.mutate(form.getFieldsValue(true), {
      onError: (fault) => {
        const others = showFaults(form, fault, fields);
        const isAllShown = isStatus(fault, 422) && others.length === 0 && (fault.problem.errors?.length ?? 0) > 0;
        if (!isAllShown) setError(fault);
      },
    });
  };
  const today = dayIn(tenant?.timeZone ?? "UTC", now());
  return (
    <>
      {error !== undefined && <Problem error={error} />}
      <Form
        form={form}
        layout="vertical"
        className="edit-form"
        initialValues={{ lines: [{ on: today }] }}
        onFinish={submit}
        scrollToFirstError={{ focus: true }}
      >
        <FieldItems fields={fields} currency={tenant?.currency} />
        <Receipts receipts={receipts} change={setReceipts} />
        <fieldset className="list-field stack">
          <legend>{t("expense.for")}</legend>
          <Select
            aria-label={t("expense.kind")}
            className="wide"
            allowClear
            placeholder={t("input.choose")}
            value={target}
            onChange={(next) => {
              setTarget(next);
              setTargetId(undefined);
            }}
            options={targets.map((field) => ({ value: field.field as Target, label: labelOf(field, language) }))}
          />
          {chosen?.references && (
            <ReferenceInput
              key={chosen.field}
              noun={chosen.references}
              label={labelOf(chosen, language)}
              value={targetId}
              onChange={(id) => setTargetId(id as string | undefined)}
            />
          )}
        </fieldset>
        <div className="form-foot">
          <Button type="primary" htmlType="submit" loading={send.isPending}>
            {t("expense.keep")}
          </Button>
          <Button onClick={() => void go(-1)}>{t("edit.cancel")}</Button>
        </div>
        <p className="faint">{t("expense.keepWhat")}</p>
      </Form>
    </>
  );
}

/** Hands in what somebody has spent for the company: what, with which receipts, and what for. */
export function Component() {
  const t = useWords();
  const of = useNoun("expense");
  const { isLoading } = useNouns();
  const { data: policy, error, refetch } = useRead<GetExpensePolicyReply>("/v1/expense-policy");
  return (
    <div className="page narrow">
      <h1>{t("expense.new")}</h1>
      {error && <Problem error={error} retry={() => void refetch()} />}
      {!isLoading && !of && <Empty title={t("list.noNoun")} />}
      {!error && (!policy || isLoading) && <Waiting rows={8} />}
      {of && policy && <ExpenseForm of={of} categories={policy.categories} />}
    </div>
  );
}
