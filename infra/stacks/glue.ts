import { Stack } from "aws-cdk-lib";
import { CfnDatabase, CfnTable } from "aws-cdk-lib/aws-glue";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { ColumnType } from "../../functions/analytics/duck.ts";
import { everyFact } from "../../functions/analytics/facts.ts";
import { columnsOf } from "../../functions/analytics/relation.ts";
import type { Settings } from "./settings.ts";

const FACTS = await everyFact();

const TYPES: Record<ColumnType, string> = { VARCHAR: "string", BIGINT: "bigint", BOOLEAN: "boolean" };
const PARQUET = "org.apache.hadoop.hive.ql.io.parquet";

/**
 * Partitions are reckoned and never listed. A tenant is to be named in every question (`injected`), so none is asked of all of
 * them by mistake; a month is one of the calendar.
 */
const projection = (location: string): Record<string, string> => ({
  classification: "parquet",
  "projection.enabled": "true",
  "projection.tenant.type": "injected",
  "projection.month.type": "date",
  "projection.month.format": "yyyy-MM",
  "projection.month.range": "2000-01,NOW+1MONTHS",
  "projection.month.interval": "1",
  "projection.month.interval.unit": "MONTHS",
  "storage.location.template": location,
});

/**
 * The files of facts as tables of Athena, where they lie: the way for a tenant that outgrows a Lambda. Which files are current is
 * said by the fact's base row (`factBase`); a question names them by `"$path"`, since one that another has taken the place of stays a
 * quarter of an hour.
 */
export function factTables(scope: Construct, { stage }: Settings, bucket: IBucket): void {
  const catalogId = Stack.of(scope).account;
  const name = `cashloop_${stage.replaceAll("-", "_")}`;
  const database = new CfnDatabase(scope, "Facts", {
    catalogId,
    databaseInput: { name, description: "Files of facts, by tenant and month." },
  });
  for (const fact of FACTS) {
    const root = `s3://${bucket.bucketName}/facts/`;
    const table = new CfnTable(scope, `Fact-${fact.name}`, {
      catalogId,
      databaseName: name,
      tableInput: {
        // Names of tables are in small letters.
        name: fact.name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
        description: fact.label[1],
        tableType: "EXTERNAL_TABLE",
        parameters: projection(`${root}tenant=\${tenant}/fact=${fact.name}/month=\${month}/`),
        partitionKeys: ["tenant", "month"].map((key) => ({ name: key, type: "string" })),
        storageDescriptor: {
          location: root,
          columns: Object.entries(columnsOf(fact)).map(([key, type]) => ({
            name: key.toLowerCase(),
            type: TYPES[type],
          })),
          inputFormat: `${PARQUET}.MapredParquetInputFormat`,
          outputFormat: `${PARQUET}.MapredParquetOutputFormat`,
          serdeInfo: { serializationLibrary: `${PARQUET}.serde.ParquetHiveSerDe` },
        },
      },
    });
    table.addResourceDependency(database);
  }
}
