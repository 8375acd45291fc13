import { StateTag } from "../fields/value.tsx";
import { useFormats } from "../lib/format.ts";
import { useWords } from "../words/index.ts";
import { type BankLine, whoPaid } from "./lines.ts";
import { STATE_WORDS } from "./states.ts";

type Props = { lines: BankLine[]; open?: string; choose: (id: string) => void };

/** The bank's lines by day, each as one row: who, how much, and how it stands. */
export function Stream({ lines, open, choose }: Props) {
  const t = useWords();
  const formats = useFormats();
  const days = Map.groupBy(lines, ({ bookedOn }) => bookedOn);
  return (
    <>
      {[...days].map(([day, of]) => (
        <section key={day}>
          <h2 className="day">{formats.day(day)}</h2>
          <ul className="bank-lines">
            {of.map((line) => (
              <li key={line.id}>
                <button
                  type="button"
                  aria-current={line.id === open ? "true" : undefined}
                  onClick={() => choose(line.id)}
                >
                  <span className="who">
                    <bdi>{whoPaid(line)}</bdi>
                  </span>
                  <span className="number amount">
                    {formats.money(line.direction === "debit" ? -line.amountMinor : line.amountMinor, line.currency)}
                  </span>
                  <span className="remittance faint">
                    <bdi>{line.remittance ?? line.bankReference ?? ""}</bdi>
                  </span>
                  <StateTag value={line.state} label={t(STATE_WORDS[line.state])} />
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
