import { Reply } from "../../shared/http/route.ts";
import type { Sheet } from "./sheet.ts";

/** A document as the reply of a call, to be shown or saved under a name. What draws it is loaded with the first one. */
export async function shownAsPdf(
  sheet: Sheet,
  name: string,
  disposition: "inline" | "attachment" = "inline",
): Promise<Reply> {
  const { pdfOf } = await import("./paper.ts");
  return new Reply(200, await pdfOf(sheet), {
    "content-type": "application/pdf",
    "content-disposition": `${disposition}; filename="${name.replace(/[^\w.-]/g, "_")}.pdf"`,
  });
}
