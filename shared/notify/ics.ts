/** RFC 5545: a line has at most 75 octets without its break; what is longer goes on behind a space. */
const LINE_OCTETS_MAX = 75;

/** Text as a value: backslash, semicolon, comma and line breaks are escaped (RFC 5545, 3.3.11). */
export const escaped = (text: string): string => text.replace(/[\\;,]/g, (c) => `\\${c}`).replace(/\r\n|\r|\n/g, "\\n");

/** A content line, folded between characters and never within the octets of one. */
export function folded(line: string): string {
  const lines: string[] = [];
  let current = "";
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    // A continuation begins with a space, which counts.
    if (octets + size > LINE_OCTETS_MAX) {
      lines.push(current);
      current = " ";
      octets = 1;
    }
    current += character;
    octets += size;
  }
  return [...lines, current].join("\r\n");
}

/** An instant as a calendar writes it. */
export const utc = (at: string): string => new Date(at).toISOString().replace(/[-:]|\.\d+/g, "");

/** A calendar's lines between its begin and its end. The same lines give the same bytes. */
export const calendarOf = (
  method: "PUBLISH" | "REQUEST" | "CANCEL",
  about: string,
  lines: readonly string[],
): string => {
  const whole = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    `PRODID:-//Cashloop//${about}//EN`,
    "CALSCALE:GREGORIAN",
    `METHOD:${method}`,
    ...lines,
    "END:VCALENDAR",
  ];
  return `${whole.map(folded).join("\r\n")}\r\n`;
};
