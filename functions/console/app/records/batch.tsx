import { App, Button, Select } from "antd";
import { lazy, Suspense, useState } from "react";
import { useNavigate } from "react-router";
import { FieldInput } from "../fields/input.tsx";
import { ReferenceInput } from "../fields/reference.tsx";
import { callPath } from "../lib/api.ts";
import { type Filters, fieldOf, labelOf, type NounView, type Row, withValue } from "../lib/nouns.ts";
import { useAct } from "../lib/queries.ts";
import { merges } from "../merging/duplicates.tsx";
import { Dialog } from "../shell/dialog.tsx";
import { useLanguage, useWords, type WordKey } from "../words/index.ts";
import { RunButtons } from "./runs.tsx";

const MergeDialog = lazy(() => import("../merging/dialog.tsx"));

/** The record that stays, and as many as one merge takes in. */
const MERGED_MAX = 11;

const OPERATIONS = ["assign", "update", "tag", "untag", "archive", "restore"] as const;
type Operation = (typeof OPERATIONS)[number];
const WORDS: Record<Operation, WordKey> = {
  assign: "batch.assign",
  update: "batch.update",
  tag: "batch.tag",
  untag: "batch.untag",
  archive: "batch.archive",
  restore: "batch.restore",
};

/** The operations that a noun's records have fields for. */
const operationsOf = (of: NounView): readonly Operation[] =>
  OPERATIONS.filter((operation) => {
    if (operation === "assign") return fieldOf(of, "ownerId")?.readOnly === false;
    if (operation === "tag" || operation === "untag") return fieldOf(of, "tags")?.readOnly === false;
    return true;
  });

type Input = { operation: Operation; ownerId?: string; field?: string; value?: unknown };

function bodyOf(ids: string[], { operation, ownerId, field, value }: Input): object {
  if (operation === "assign") return { ids, operation, ownerId };
  if (operation === "tag" || operation === "untag") return { ids, operation, tags: value };
  if (operation === "update" && field) return { ids, operation, fields: withValue({}, field, value ?? null) };
  return { ids, operation };
}

/** Asks what to do with the chosen records, and with what. */
function BatchDialog({ of, ids, close, done }: { of: NounView; ids: string[]; close: () => void; done: () => void }) {
  const t = useWords();
  const language = useLanguage();
  const go = useNavigate();
  const { message } = App.useApp();
  const operations = operationsOf(of);
  const [input, setInput] = useState<Input>({ operation: operations[0] ?? "archive" });
  const writable = of.fields.filter(({ readOnly, type }) => !readOnly && type !== "list" && type !== "object");
  const field = input.field ? fieldOf(of, input.field) : undefined;
  const tags = fieldOf(of, "tags");
  const run = useAct(
    () => callPath<{ id: string }>("POST", `${of.path}/batch`, { body: bodyOf(ids, input) }),
    ({ id }) => {
      done();
      void go(`/jobs/${id}`);
    },
  );
  return (
    <Dialog
      open
      title={t("batch.title", { count: ids.length, noun: labelOf(of, language) })}
      okText={t("batch.do")}
      confirmLoading={run.isPending}
      onOk={() => run.mutate(undefined, { onError: (error) => void message.error(error.message) })}
      onCancel={close}
    >
      <div className="stack">
        <Select
          aria-label={t("batch.what")}
          className="wide"
          value={input.operation}
          onChange={(operation) => setInput({ operation })}
          options={operations.map((value) => ({ value, label: t(WORDS[value]) }))}
        />
        {input.operation === "assign" && (
          <ReferenceInput
            noun="user"
            label={t("batch.owner")}
            value={input.ownerId}
            onChange={(ownerId) => setInput({ ...input, ownerId: ownerId as string })}
          />
        )}
        {(input.operation === "tag" || input.operation === "untag") && tags && (
          <FieldInput
            field={tags}
            label={labelOf(tags, language)}
            value={input.value}
            onChange={(value) => setInput({ ...input, value })}
          />
        )}
        {input.operation === "update" && (
          <Select
            aria-label={t("filter.field")}
            className="wide"
            placeholder={t("filter.field")}
            value={input.field}
            onChange={(name) => setInput({ operation: "update", field: name })}
            options={writable.map((one) => ({ value: one.field, label: labelOf(one, language) }))}
          />
        )}
        {input.operation === "update" && field && (
          <FieldInput
            field={field}
            label={labelOf(field, language)}
            value={input.value}
            onChange={(value) => setInput({ ...input, value })}
          />
        )}
        <p className="faint">{t("batch.undoable")}</p>
      </div>
    </Dialog>
  );
}

/** Whether whoever looks may change many of a noun's records at once. */
export const changesMany = ({ does, rights }: NounView): boolean => does.includes("batch") && rights.write;

/** What can be done with the chosen rows together. */
export function BatchBar({
  of,
  filters,
  chosen,
  rows,
  done,
}: {
  of: NounView;
  filters: Filters;
  chosen: string[];
  rows: Row[];
  done: () => void;
}) {
  const t = useWords();
  const [asking, setAsking] = useState(false);
  const [merging, setMerging] = useState(false);
  const ids = chosen.filter((id) => rows.some((row) => row.id === id));
  if (ids.length === 0) return null;
  return (
    <div className="batch-bar" role="status">
      <span>{t("batch.chosen", { count: ids.length })}</span>
      {changesMany(of) && (
        <Button type="primary" onClick={() => setAsking(true)}>
          {t("batch.open")}
        </Button>
      )}
      <RunButtons {...{ of, filters, chosen: ids, done }} />
      <Button onClick={done}>{t("batch.none")}</Button>
      {merges(of) && ids.length > 1 && ids.length <= MERGED_MAX && (
        <Button onClick={() => setMerging(true)}>{t("merge.do")}</Button>
      )}
      {merging && (
        <Suspense>
          <MergeDialog of={of} ids={ids} close={() => setMerging(false)} done={done} />
        </Suspense>
      )}
      {asking && <BatchDialog of={of} ids={ids} close={() => setAsking(false)} done={done} />}
    </div>
  );
}
