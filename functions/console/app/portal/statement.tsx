import type { Row } from "../lib/nouns.ts";
import { useWords } from "../words/index.ts";
import { Entries } from "./entries.tsx";

/** The entries that a partner's statement is made of; they add up to its total. */
export default function Statement({ row }: { row: Row }) {
  const t = useWords();
  return (
    <section>
      <h2>{t("rebate.entries")}</h2>
      <Entries path={`/v1/partner-statements/${row.id}/entries`} />
    </section>
  );
}
