import { Form, Segmented } from "antd";
import { useState } from "react";
import { FieldItems, filled, showFaults } from "../fields/form.tsx";
import { callPath, type GetProjectsByIdPlanReply, isStatus } from "../lib/api.ts";
import { changesOf } from "../lib/changes.ts";
import type { FieldView, Row } from "../lib/nouns.ts";
import { useAct } from "../lib/queries.ts";
import { Conflict } from "../records/conflict.tsx";
import { Dialog } from "../shell/dialog.tsx";
import { Problem } from "../shell/problem.tsx";
import { type Say, useWords, type WordKey } from "../words/index.ts";
import { type Node, nodePath } from "./section.tsx";

type Plan = GetProjectsByIdPlanReply;
type Values = Record<string, unknown>;

/** The same in every language: what it is called, or what it is called in the reader's. */
const called = (name: string): FieldView["labels"] => ({ "zh-CN": name, en: name });

/** What may be said of a task or milestone; it depends on others of the plan. */
function fieldsOf(nodes: readonly Node[], kind: Node["kind"], t: Say): FieldView[] {
  const options = nodes.map(({ key, name }) => ({ value: key, labels: called(name) }));
  const field = (name: string, word: WordKey, type: string, more: Partial<FieldView> = {}): FieldView => ({
    ...{ field: name, labels: called(t(word)), type, required: false, readOnly: false },
    ...more,
  });
  return [
    field("name", "plan.name", "text", { required: true }),
    ...(kind === "task" ? [field("durationDays", "plan.duration", "number", { required: true })] : []),
    field("dependsOn", "plan.after", "multiEnum", { options }),
    field("notBefore", "plan.notBefore", "date"),
    field("assigneeId", "plan.assignee", "id", { references: "user" }),
  ];
}

type Props = {
  projectId: string;
  plan: Plan;
  node: Node | undefined;
  again: () => Promise<Plan | undefined>;
  close: () => void;
};

/** A node as a row of the plan; its key is what it is known by. */
const rowOf = (node: Node): Row => ({ id: node.key, ...node });

/** A node's day before which it does not begin is called otherwise where it is written. */
const written = ({ notBefore, ...rest }: Values): Values => ({
  ...rest,
  ...(notBefore !== undefined && { startOn: notBefore }),
});

/** Adds to a plan, or changes one of its nodes; where somebody else has, both versions are laid side by side. */
export default function NodeDialog({ projectId, plan, node, again, close }: Props) {
  const t = useWords();
  const [form] = Form.useForm();
  const [kind, setKind] = useState<Node["kind"]>(node?.kind ?? "task");
  const [base, setBase] = useState({ version: plan.version, node });
  const [theirs, setTheirs] = useState<Row>();
  const [error, setError] = useState<unknown>();
  const fields = fieldsOf(
    plan.nodes.filter(({ key }) => key !== node?.key),
    kind,
    t,
  );
  const save = useAct(({ values, from }: { values: Values; from: typeof base }) => {
    if (!from.node) {
      const path = `/v1/projects/${projectId}/${kind === "task" ? "tasks" : "milestones"}`;
      return callPath("POST", path, { body: written(filled(values) as Values) });
    }
    const body = written(changesOf(fields, rowOf(from.node), filled(values) as Values));
    return callPath("PATCH", nodePath(projectId, from.node), { body, ifMatch: from.version });
  }, close);
  const failed = async (fault: unknown): Promise<void> => {
    const now = isStatus(fault, 412) ? await again() : undefined;
    const changed = now?.nodes.find(({ key }) => key === node?.key);
    if (now && changed) {
      setBase({ version: now.version, node: changed });
      setTheirs(rowOf(changed));
      return;
    }
    const others = showFaults(form, fault, fields);
    if (!isStatus(fault, 422) || others.length > 0) setError(fault);
  };
  const submit = (values: Values, from = base): void => {
    setError(undefined);
    save.mutate({ values, from }, { onError: (fault) => void failed(fault) });
  };
  const settle = (mine: readonly string[]): void => {
    const values = form.getFieldsValue(true) as Values;
    const chosen = Object.fromEntries(mine.map((name) => [name, values[name]]));
    submit({ ...theirs, ...chosen });
    setTheirs(undefined);
  };
  const words = { task: t("plan.task"), milestone: t("plan.milestone") };
  return (
    <Dialog
      open
      title={node ? t("edit.title", { what: node.name }) : t("plan.add")}
      okText={t("edit.save")}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={close}
    >
      {error !== undefined && <Problem error={error} />}
      {!node && (
        <Segmented
          aria-label={t("plan.kind")}
          value={kind}
          onChange={setKind}
          options={(["task", "milestone"] as const).map((value) => ({ value, label: words[value] }))}
        />
      )}
      <Form form={form} layout="vertical" initialValues={{ ...node }} onFinish={submit}>
        <FieldItems fields={fields} />
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
    </Dialog>
  );
}
