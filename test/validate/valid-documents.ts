import { parseDocuments } from '../../runner/load/index.ts';
import type { Pipeline, SourceDocument } from '../../runner/model/index.ts';
import { type ValidatedDocuments, validateDocuments } from '../../runner/validate/index.ts';

/** A small pipeline that is right; `more` is put at the end of `spec`. */
export function makePipelineText({
  name = 'demo-pipeline',
  title = 'Demo pipeline',
  instance = '',
  more = '',
} = {}): string {
  return `apiVersion: cai/v1
kind: Pipeline
metadata:
  name: ${name}
  title: ${title}
  owners: [growth]
spec:
  inputs:
    - name: web
      source: analyticsConnector
      dataset: Luma Web Events
      identity: { namespace: ECID }
  customerAi:
    propensityType: conversion
    goal:
      occurs: will
      events:
        - { field: commerce.order.purchaseID, operator: exists }
      outcomeWindowDays: 30
${instance}${more}`;
}

export const CONNECTION = `  connection:
    name: scores
    title: Demo scores
    datasets:
      - from: scores.event
      - from: inputs.web
`;

/** The documents of a text that is well-formed YAML. */
export function parse(text: string): readonly SourceDocument[] {
  return parseDocuments('test.yaml', text).documents;
}

/** Validates one text. */
export function validate(text: string, runnerVersion = '0.1.0'): ValidatedDocuments {
  return validateDocuments(parse(text), { runnerVersion });
}

/** The only pipeline of a text that must be without errors. */
export function readPipeline(text: string): Pipeline {
  const { pipelines, diagnostics } = validate(text);
  const pipeline = pipelines[0]?.pipeline;
  if (pipeline === undefined) throw new Error(JSON.stringify(diagnostics, undefined, 2));
  return pipeline;
}
