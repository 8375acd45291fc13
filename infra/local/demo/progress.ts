const CELLS = 24;

/** A line that shows how far something is: rewritten in place on a terminal, else a line a step. */
export function progress(title: string) {
  const { stdout } = process;
  const show = (text: string): void => {
    stdout.write(stdout.isTTY ? `\r\u001b[K${text}` : `${text}\n`);
  };
  const keep = (text: string): void => {
    show(text);
    if (stdout.isTTY) stdout.write("\n");
  };
  keep(title);
  return {
    doing: (text: string, share: number): void => {
      const full = Math.round(share * CELLS);
      show(`[${"█".repeat(full)}${"░".repeat(CELLS - full)}] ${text}`);
    },
    done: (text: string): void => keep(`  ${text}`),
  };
}
