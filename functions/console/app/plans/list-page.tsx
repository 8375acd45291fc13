import { Button, Form, Input, InputNumber } from "antd";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { api, type Plan, type PostPlansProposalsReply } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { dayIn, now } from "../lib/machine.ts";
import { useAct, useCan, useRead } from "../lib/queries.ts";
import { Dialog } from "../shell/dialog.tsx";
import { Empty } from "../shell/empty.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { Parts } from "../shell/parts.tsx";
import { Problem } from "../shell/problem.tsx";
import { Reading } from "../shell/reading.tsx";
import { useWords, type WordKey } from "../words/index.ts";

const MISSING: Record<PostPlansProposalsReply["missing"][number], WordKey> = {
  leads: "plan.missingLeads",
  orders: "plan.missingOrders",
  renewals: "plan.missingRenewals",
};

type Asked = { name: string; year: string; growth: number };

/** A plan for a year as the twelve months before have it; what history does not say is said, and filled in later. */
function NewPlan({ close }: { close: () => void }) {
  const t = useWords();
  const go = useNavigate();
  const formats = useFormats();
  const [form] = Form.useForm<Asked>();
  const nextYear = String(Number(dayIn(formats.timeZone, now()).slice(0, 4)) + 1);
  const [missing, setMissing] = useState<PostPlansProposalsReply["missing"]>();
  const make = useAct(
    async ({ name, year, growth }: Asked) => {
      const growthBasisPoints = Math.round(growth * 100);
      const proposal = await api("POST /v1/plans/proposals", { body: { year, growthBasisPoints } });
      if (proposal.scenarios.length === 0) {
        setMissing(proposal.missing);
        const lines = [{ kind: "reps" as const, reps: 1, outputMinor: 0 }];
        return api("POST /v1/plans", { body: { name, year, scenarios: [{ name: t("plan.base0"), lines }] } });
      }
      return api("POST /v1/plans", { body: { name, year, scenarios: proposal.scenarios } });
    },
    ({ id }) => void go(`/plans/${id}`),
  );
  return (
    <Dialog
      open
      title={t("plan.create")}
      okText={t("list.create")}
      confirmLoading={make.isPending}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <p className="faint">{t("plan.createWhat")}</p>
      {make.error && <Problem error={make.error} />}
      {missing && missing.length > 0 && <p>{missing.map((one) => t(MISSING[one])).join(" ")}</p>}
      <Form
        form={form}
        layout="vertical"
        initialValues={{ name: t("plan.nameOf", { year: nextYear }), year: nextYear, growth: 0 }}
        onFinish={(asked) => make.mutate(asked)}
      >
        <Form.Item name="name" label={t("settings.name")} rules={[{ required: true, message: t("form.required") }]}>
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="year"
          label={t("plan.year")}
          rules={[{ required: true, pattern: /^\d{4}$/, message: t("plan.yearWhat") }]}
        >
          <Input inputMode="numeric" autoComplete="off" />
        </Form.Item>
        <Form.Item name="growth" label={t("plan.growth")}>
          <InputNumber className="wide" min={-100} max={1_000} />
        </Form.Item>
      </Form>
    </Dialog>
  );
}

/** The plans that whoever looks may use, each with what its first scenario comes to. */
export function Component() {
  const t = useWords();
  const formats = useFormats();
  const can = useCan();
  const [making, setMaking] = useState(false);
  const { data, error, refetch } = useRead<{ items: Plan[] }>("/v1/plans");
  return (
    <div className="page">
      <PageHead title={t("nav.plans")}>
        {can("plans.write") && (
          <Button type="primary" onClick={() => setMaking(true)}>
            {t("plan.create")}
          </Button>
        )}
      </PageHead>
      <Reading {...{ data, error, refetch }} />
      {data?.items.length === 0 && (
        <Empty title={t("plan.none")}>
          <p>{t("plan.noneWhat")}</p>
        </Empty>
      )}
      {data && data.items.length > 0 && (
        <section className="panel">
          <Parts heads={["settings.name", "plan.year", "plan.scenarios", { figures: "plan.total" }]}>
            {data.items.map(({ id, name, year, scenarios, results, currency }) => (
              <tr key={id}>
                <th scope="row">
                  <Link to={`/plans/${id}`}>
                    <bdi>{name}</bdi>
                  </Link>
                </th>
                <td>{year}</td>
                <td>
                  <bdi>{scenarios.map((one) => one.name).join(", ")}</bdi>
                </td>
                <td className="number">{formats.money(results[0]?.totalMinor, currency)}</td>
              </tr>
            ))}
          </Parts>
        </section>
      )}
      {making && <NewPlan close={() => setMaking(false)} />}
    </div>
  );
}
