import { useQuery } from "@tanstack/react-query";
import { App, Button, Upload } from "antd";
import { StateTag } from "../fields/value.tsx";
import { api, type FilePage, type File as Kept } from "../lib/api.ts";
import { useAct } from "../lib/queries.ts";
import { Waiting } from "../shell/empty.tsx";
import { Problem } from "../shell/problem.tsx";
import { useWords, type WordKey } from "../words/index.ts";
import { attach, RECEIPT_TYPES, receiptType } from "./attach.ts";

const STATES: Record<Kept["state"], WordKey> = {
  waiting: "receipt.waiting",
  scanning: "receipt.scanning",
  ready: "receipt.ready",
  refused: "receipt.refused",
};

/** How often it is asked whether files have been looked into. */
const LOOK_MS = 1_500;

const isUnderWay = ({ state }: Kept): boolean => state === "waiting" || state === "scanning";

function Receipt({ file, isOpen }: { file: Kept; isOpen: boolean }) {
  const t = useWords();
  const { message } = App.useApp();
  const refused = (error: Error): void => void message.error(error.message);
  const read = useAct(
    () => api("GET /v1/files/{id}/download", { params: { id: file.id } }),
    ({ url }) => void window.open(url, "_blank", "noopener,noreferrer"),
  );
  const remove = useAct(() => api("POST /v1/files/{id}/archive", { params: { id: file.id } }));
  return (
    <li>
      <div>
        <bdi className="text">{file.name}</bdi>{" "}
        <StateTag value={file.state === "refused" ? "failed" : file.state} label={t(STATES[file.state])} />
        {file.refusal && <p className="bad">{file.refusal}</p>}
      </div>
      <div className="actions">
        {file.state === "ready" && (
          <Button
            aria-label={t("receipt.openOf", { name: file.name })}
            loading={read.isPending}
            onClick={() => read.mutate(undefined, { onError: refused })}
          >
            {t("receipt.open")}
          </Button>
        )}
        {isOpen && (
          <Button
            aria-label={t("receipt.removeOf", { name: file.name })}
            loading={remove.isPending}
            onClick={() => remove.mutate(undefined, { onError: refused })}
          >
            {t("form.removeShort")}
          </Button>
        )}
      </div>
    </li>
  );
}

/** The receipts of an expense: what is there and whether it can be read, and more of them while it is a draft. */
export function Receipts({ expenseId, isOpen }: { expenseId: string; isOpen: boolean }) {
  const t = useWords();
  const { message } = App.useApp();
  const { data, error, refetch } = useQuery({
    queryKey: ["read", "files", expenseId],
    queryFn: ({ signal }): Promise<FilePage> => api("GET /v1/files", { query: { relatedTo: expenseId }, signal }),
    refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) ? LOOK_MS : false),
  });
  const add = useAct((file: File) => attach(file, { noun: "expense", id: expenseId }));
  const take = (file: File): false => {
    if (receiptType(file)) add.mutate(file, { onError: (fault) => void message.error(fault.message) });
    else void message.error(t("receipt.kind", { name: file.name }));
    return false;
  };
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting rows={2} />;
  return (
    <>
      {data.items.length === 0 && <p className="faint">{t("receipt.none")}</p>}
      <ul className="rows">
        {data.items.map((file) => (
          <Receipt key={file.id} file={file} isOpen={isOpen} />
        ))}
      </ul>
      {isOpen && (
        <Upload accept={RECEIPT_TYPES.join()} multiple showUploadList={false} beforeUpload={take}>
          <Button loading={add.isPending}>{t("receipt.add")}</Button>
        </Upload>
      )}
    </>
  );
}
