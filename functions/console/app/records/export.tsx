import { App, Button } from "antd";
import { useNavigate, useSearchParams } from "react-router";
import { api, type Filter } from "../lib/api.ts";
import { type Filters, filterData, type NounView } from "../lib/nouns.ts";
import { useAct } from "../lib/queries.ts";
import { useWords } from "../words/index.ts";

/** Writes what the list shows into a file, in the background; its page says how far it is and has the file. */
export function ExportButton({ of, filters }: { of: NounView; filters: Filters }) {
  const t = useWords();
  const go = useNavigate();
  const [params] = useSearchParams();
  const { message } = App.useApp();
  const viewId = params.get("view") ?? undefined;
  const filter = Object.keys(filters).length > 0 ? (filterData(of, filters) as Filter) : undefined;
  const run = useAct(
    () => api("POST /v1/exports", { body: { format: "xlsx", ...(viewId ? { viewId } : { noun: of.noun, filter }) } }),
    ({ id }) => void go(`/jobs/${id}`),
  );
  return (
    <Button
      loading={run.isPending}
      onClick={() => run.mutate(undefined, { onError: (error) => void message.error(error.message) })}
    >
      {t("list.export")}
    </Button>
  );
}
