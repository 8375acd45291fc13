import { Button, Form, Radio } from "antd";
import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { FieldItems, filled, showFaults } from "../fields/form.tsx";
import { callPath, type Filter } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { type Filters, filterData, labelOf, type NounView, type RunView } from "../lib/nouns.ts";
import { useAct, useRead } from "../lib/queries.ts";
import { Dialog } from "../shell/dialog.tsx";
import { Problem } from "../shell/problem.tsx";
import { useLanguage, useWords } from "../words/index.ts";
import { useAskedFields } from "./actions.tsx";

type Which = "chosen" | "shown" | "all";
type Counted = { count: number; complete: boolean };
type Views = { items: { id: string; filter: Filter }[] };
type RunsProps = { of: NounView; filters: Filters; chosen?: readonly string[]; done?: () => void };

/** What the list shows now, as a filter, and how many that are; nothing where it shows everything. */
function useShown(of: NounView, filters: Filters) {
  const [params] = useSearchParams();
  const view = params.get("view");
  const isNarrowed = view !== null || Object.keys(filters).length > 0;
  const { data: views } = useRead<Views>(view ? "/v1/views" : undefined, { noun: of.noun });
  const { data: counted } = useRead<Counted>(
    isNarrowed ? (view ? `/v1/views/${view}/count` : `${of.path}/count`) : undefined,
    view ? {} : filters,
  );
  const filter = view ? views?.items.find(({ id }) => id === view)?.filter : (filterData(of, filters) as Filter);
  return isNarrowed ? { filter, counted } : undefined;
}

/** Asks of which records a run is, and what it takes besides; it can be tried before anything comes of it. */
function RunDialog({ of, run, filters, chosen = [], done, close }: RunsProps & { run: RunView; close: () => void }) {
  const t = useWords();
  const language = useLanguage();
  const formats = useFormats();
  const go = useNavigate();
  const [form] = Form.useForm();
  const fields = useAskedFields(of, run);
  const shown = useShown(of, filters);
  const [which, setWhich] = useState<Which>(chosen.length > 0 ? "chosen" : shown ? "shown" : "all");
  const [error, setError] = useState<unknown>();
  const filterOf: Record<Which, Filter | undefined> = {
    chosen: { field: "id", op: "in", value: [...chosen] },
    shown: shown?.filter,
    all: undefined,
  };
  const begin = useAct(
    (dryRun: boolean) => {
      const body = { ...(filled(form.getFieldsValue(true)) as object), filter: filterOf[which], dryRun };
      return callPath<{ id: string }>("POST", run.path, { body });
    },
    ({ id }) => {
      done?.();
      void go(`/jobs/${id}`);
    },
  );
  const start = async (dryRun: boolean): Promise<void> => {
    setError(undefined);
    const isWhole = await form.validateFields().then(
      () => true,
      () => false,
    );
    if (!isWhole) return;
    begin.mutate(dryRun, {
      onError: (fault) => {
        const others = showFaults(form, fault, fields);
        if (others.length > 0 || form.getFieldsError().every(({ errors }) => errors.length === 0)) setError(fault);
      },
    });
  };
  const count = shown?.counted;
  const options = [
    ...(chosen.length > 0 ? [{ value: "chosen", label: t("run.chosen", { count: chosen.length }) }] : []),
    ...(shown
      ? [
          {
            value: "shown",
            label: count
              ? t(count.complete ? "run.shown" : "run.shownMore", { count: formats.number(count.count) })
              : t("run.shownUncounted"),
          },
        ]
      : []),
    { value: "all", label: labelOf({ labels: run.all }, language) },
  ];
  const isReady = which !== "shown" || shown?.filter !== undefined;
  return (
    <Dialog
      open
      title={labelOf(run, language)}
      onCancel={close}
      footer={[
        <Button key="close" onClick={close}>
          {t("edit.cancel")}
        </Button>,
        <Button
          key="try"
          disabled={!isReady}
          loading={begin.isPending && begin.variables}
          onClick={() => void start(true)}
        >
          {t("run.try")}
        </Button>,
        <Button
          key="begin"
          type="primary"
          disabled={!isReady}
          loading={begin.isPending && !begin.variables}
          onClick={() => void start(false)}
        >
          {t("run.begin")}
        </Button>,
      ]}
    >
      {language === "en" && <p className="faint">{run.summary}</p>}
      {error !== undefined && <Problem error={error} />}
      <Form form={form} layout="vertical" requiredMark>
        <Form.Item label={t("run.of")}>
          <Radio.Group
            vertical
            aria-label={t("run.of")}
            value={which}
            options={options}
            onChange={({ target }) => setWhich(target.value)}
          />
        </Form.Item>
        <FieldItems fields={fields} />
      </Form>
      <p className="faint">{t("run.tryWhat")}</p>
    </Dialog>
  );
}

/** The runs over many of a noun's records that whoever looks may begin, each as a button. */
export function RunButtons(props: RunsProps) {
  const language = useLanguage();
  const [asked, setAsked] = useState<RunView>();
  return (
    <>
      {props.of.runs.map((run) => (
        <Button key={run.name} onClick={() => setAsked(run)}>
          {labelOf(run, language)}
        </Button>
      ))}
      {asked && <RunDialog {...props} run={asked} close={() => setAsked(undefined)} />}
    </>
  );
}
