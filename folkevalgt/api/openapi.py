"""OpenAPI 3.1 from the routes' table: what is served is what is described."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from folkevalgt import __version__
from folkevalgt.api.http import Route
from folkevalgt.api.shapes import ErrorBody

REF = "#/components/schemas/{name}"


def document(routes: list[Route]) -> bytes:
    shapes = [shape for route in routes for shape in (route.takes, route.gives) if shape] + [ErrorBody]
    references, components = msgspec.json.schema_components(shapes, ref_template=REF)
    schemas = dict(zip(shapes, references, strict=True))
    paths: dict[str, Any] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, schemas)
    described = {
        "openapi": "3.1.0",
        "info": {"title": "folkevalgt", "version": __version__, "description": "Case papers for elected members."},
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"session": {"type": "apiKey", "in": "cookie", "name": "__Host-folkevalgt"}},
        },
    }
    return msgspec.json.encode(described)


def _operation(route: Route, schemas: dict[type, Any]) -> dict[str, Any]:
    ok: dict[str, Any] = {"description": "Done"}
    if route.gives:
        ok["content"] = {"application/json": {"schema": schemas[route.gives]}}
    error = {"description": "Refused", "content": {"application/json": {"schema": schemas[ErrorBody]}}}
    operation: dict[str, Any] = {
        "operationId": f"{route.method.lower()}_{route.handler.__name__}",
        "summary": route.says,
        "responses": {"200" if route.gives else "2XX": ok, "4XX": error},
        "security": [] if route.who == "anyone" else [{"session": []}],
    }
    asked = [(name, "path", True) for name in re.findall(r"{(\w+)}", route.path)]
    if asked := asked + [(name, "query", False) for name in route.query]:
        operation["parameters"] = [
            {"name": name, "in": where, "required": must, "schema": {"type": "string"}} for name, where, must in asked
        ]
    if route.takes:
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": schemas[route.takes]}}}
    return operation
