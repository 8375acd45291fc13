/** Columns of a sheet: up to XFD. */
const SHEET_COLUMNS_MAX = 16_384;

/** The column of a reference such as `AB12`, from 0; nothing where it is none. */
export function columnOf(reference: string): number | undefined {
  let column = 0;
  for (let at = 0; at < reference.length; at++) {
    const code = reference.charCodeAt(at);
    if (code < 65 || code > 90) return at > 0 && column <= SHEET_COLUMNS_MAX ? column - 1 : undefined;
    column = column * 26 + code - 64;
  }
  return undefined;
}
