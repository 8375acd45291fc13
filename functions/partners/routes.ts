import { crud } from "../../shared/http/crud.ts";
import type { Route } from "../../shared/http/route.ts";
import { departing } from "../users/departures.ts";
import { keyRoutes } from "../users/key-routes.ts";
import { PartnerInput, PartnerView } from "./schema.ts";
import { partner } from "./table.ts";

const PATH = "/v1/partners";

export const routes: Route[] = [
  ...crud({
    entity: partner,
    module: "partners",
    path: PATH,
    input: PartnerInput,
    view: PartnerView,
    filters: ["name"],
    derive: departing,
    example: { body: { name: "杭州数智渠道有限公司", email: "channel@example.com" } },
    patchExample: { body: { locale: "zh-CN" } },
  }),
  ...keyRoutes(partner, PATH, "partners"),
];
