/** The OpenAPI 3.1 description of the interface for programs, made of the schemas that check its bodies. */
import { z } from "zod";
import {
  checked,
  checkRequest,
  generatorDetail,
  generatorList,
  named,
  problem,
  solution,
  solveRequest,
  variant,
  variantRequest,
} from "./schemas.ts";

type Plain = { readonly [key: string]: unknown };

/** The whole document; `server` is the address that people use. */
export function openApiDocument({ server }: { readonly server: string }): Plain {
  return {
    openapi: "3.1.0",
    info: {
      title: "Rehearsal",
      version: "1",
      description:
        "Questions with fresh numbers: variants by seed, worked solutions for any params, and checks that name mistakes. " +
        "Nothing here touches a schedule.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: server }],
    paths: {
      "/api/v1/generators": {
        get: operation("listGenerators", "All generators", { answer: generatorList, fails: {} }),
      },
      "/api/v1/generators/{id}": {
        parameters: [ID],
        get: operation("getGenerator", "One generator with its parameters", {
          answer: generatorDetail,
          fails: { 404: MISSING },
        }),
      },
      "/api/v1/generators/{id}/variants": {
        parameters: [ID],
        post: operation("drawVariant", "The question of a seed", {
          body: variantRequest,
          answer: variant,
          fails: FAILS,
        }),
      },
      "/api/v1/generators/{id}/solve": {
        parameters: [ID],
        post: operation("solve", "Answers and steps for any params", {
          body: solveRequest,
          answer: solution,
          fails: FAILS,
        }),
      },
      "/api/v1/generators/{id}/check": {
        parameters: [ID],
        post: operation("check", "Judges what was typed", {
          body: checkRequest,
          answer: checked,
          fails: FAILS,
        }),
      },
      "/api/v1/openapi.json": {
        get: {
          operationId: "describe",
          summary: "This document",
          responses: {
            200: {
              description: "OpenAPI 3.1",
              content: { "application/json": { schema: { type: "object" } } },
            },
            default: failure(OTHER),
          },
        },
      },
    },
    components: { schemas: componentSchemas() },
  };
}

const ID = {
  name: "id",
  in: "path",
  required: true,
  description: "Id of a generator, as GET /api/v1/generators lists them.",
  schema: { type: "string" },
};
const MISSING = "There is no such generator.";
const OTHER = "Not signed in (401), sent from another site (403), too large (413), or our own fault (500).";
const FAILS = {
  400: "The body is not JSON.",
  404: MISSING,
  422: "The body has faults; each is named by its path.",
};

interface Parts {
  readonly body?: z.ZodType;
  readonly answer: z.ZodType;
  readonly fails: Readonly<Record<number, string>>;
}

function operation(operationId: string, summary: string, { body, answer, fails }: Parts): Plain {
  return {
    operationId,
    summary,
    ...(body === undefined ? {} : { requestBody: { required: true, content: contentOf(body) } }),
    responses: {
      200: { description: named.get(answer)?.description ?? summary, content: contentOf(answer) },
      ...Object.fromEntries(Object.entries(fails).map(([status, words]) => [status, failure(words)])),
      default: failure(OTHER),
    },
  };
}

function failure(description: string): Plain {
  return { description, content: { "application/problem+json": { schema: reference(problem) } } };
}

function contentOf(schema: z.ZodType): Plain {
  return { "application/json": { schema: reference(schema) } };
}

function reference(schema: z.ZodType): Plain {
  const id = named.get(schema)?.id;
  if (id === undefined) throw new TypeError("Cannot describe a body whose schema has no name");
  return { $ref: `#/components/schemas/${id}` };
}

/** Named schemas refer to each other; what JSON Schema says of itself is said once by OpenAPI. */
function componentSchemas(): Plain {
  const { schemas } = z.toJSONSchema(named, { uri: (id) => `#/components/schemas/${id}`, io: "input" });
  return Object.fromEntries(
    Object.entries(schemas).map((
      [id, { $schema: _dialect, $id: _own, id: _name, ...schema }],
    ) => [id, schema]),
  );
}
