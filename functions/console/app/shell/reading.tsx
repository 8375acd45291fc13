import { Button } from "antd";
import { useWords } from "../words/index.ts";
import { Waiting } from "./empty.tsx";
import { Problem } from "./problem.tsx";

type ReadingProps = { data: unknown; error: unknown; refetch: () => unknown; rows?: number };

/** What stands where something is read until it is here: what went wrong, or that it is on its way. */
export function Reading({ data, error, refetch, rows }: ReadingProps) {
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  return data === undefined ? <Waiting {...(rows !== undefined && { rows })} /> : null;
}

/** The way on to the next page of a list, where there is one. */
export function More({ when, busy = false, go }: { when: boolean; busy?: boolean; go: () => unknown }) {
  const t = useWords();
  if (!when) return null;
  return (
    <Button loading={busy} onClick={() => void go()}>
      {t("list.more")}
    </Button>
  );
}
