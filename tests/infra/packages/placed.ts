import { expect } from "@jest/globals";
import type { LambdaDeclaration } from "../../../shared/module.ts";
import { facts, type Placed, synthesized } from "./made.ts";

/** The product with all that can be chosen, and how its resources are found. */
export const synth = synthesized("full");
export const { ofType } = synth;

export const ofKind = <K extends LambdaDeclaration["kind"]>(kind: K) =>
  facts.lambdas.filter((l): l is Extract<LambdaDeclaration, { kind: K }> => l.kind === kind);
export const only = (type: string): Placed => {
  expect(ofType(type).length).toBe(1);
  return ofType(type)[0]!;
};
export const functions = new Map(ofType("AWS::Lambda::Function").map((f) => [f.Properties.FunctionName, f]));
export const functionOf = ({ name }: LambdaDeclaration): Placed => functions.get(`cashloop-prod-${name}`)!;
/** The resources of a type that speak of the function of a Lambda. */
export const about = (type: string, lambda: LambdaDeclaration): Placed[] =>
  ofType(type).filter(
    (r) => r.stack === functionOf(lambda).stack && JSON.stringify(r.Properties).includes(`"${functionOf(lambda).id}"`),
  );
