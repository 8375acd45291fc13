import type { ReactNode } from "react";
import { useWords, type WordKey } from "../words/index.ts";
import { Scroll } from "./scroll.tsx";

type Head = WordKey | { figures: WordKey };

/** The parts of something as a table of its own: what its columns are called, those of figures to the right. */
export function Parts({ heads, children }: { heads: readonly Head[]; children: ReactNode }) {
  const t = useWords();
  return (
    <Scroll>
      <table className="parts">
        <thead>
          <tr>
            {heads.map((head) =>
              typeof head === "string" ? (
                <th key={head} scope="col">
                  {t(head)}
                </th>
              ) : (
                <th key={head.figures} scope="col" className="number">
                  {t(head.figures)}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </Scroll>
  );
}
