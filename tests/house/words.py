"""Guards over names, sizes and what the documents promise."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

DRAWERS = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "service", "services"}
# What these refuse with is read by an operator, from errors.py, never in the app. `archive` belongs to the clock.
AT_THE_TERMINAL = {"app", "archive", "backup", "cli", "config", "crypto", "database", "migrate", "pilot"}
AT_THE_TERMINAL |= {"api/health", "identity/deletion", "identity/enrolment", "identity/invitations"}
AT_THE_TERMINAL |= {"identity/oidc/provider"}  # read when the server starts


def no_drawers(root: Path) -> list[str]:
    """A helper lives where it is used, or earns a name. The web's "service worker" is called what it is called."""
    wrong = [f"{file.relative_to(root)}" for file in code(root) if DRAWERS & pieces(file.stem)]
    for file in code(root, "*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and DRAWERS & pieces(node.name):
                wrong.append(f"{file.relative_to(root)}: {node.name}")
    return wrong


def pieces(name: str) -> set[str]:
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
    return set(re.split(r"[^a-z]+", re.sub(r"service[_-]?worker", "", apart)))


def no_long_files(root: Path) -> list[str]:
    lengths = ((file, len(file.read_text("utf-8").splitlines())) for file in code(root))
    return [f"{file.relative_to(root)}: {length} lines" for file, length in lengths if length > 300]


def no_orphaned_todos(root: Path) -> list[str]:
    marks = re.compile(r"\b(?:T[O]DO|F[I]XME|X[X]X)\b(?!\([a-zæøå]+\))")
    return [f"{file.relative_to(root)}" for file in code(root) if marks.search(file.read_text("utf-8"))]


def no_hosts_in_the_lock_file(root: Path) -> list[str]:
    return re.findall(r'"resolved": "\w+://[^"]*"', (root / "frontend" / "package-lock.json").read_text("utf-8"))


def glossary_has_every_noun(root: Path) -> list[str]:
    """A row naming `Person` for every model, and one naming `case_paper` for every kind of document."""
    rows = table(root / "GLOSSARY.md")
    return [f"GLOSSARY.md lacks `{name}`" for name in [*models(root), *document_kinds(root)] if f"`{name}`" not in rows]


def readme_has_every_setting(root: Path) -> list[str]:
    rows = table(root / "README.md")
    return [f"README.md lacks `{name}`" for name in settings(root) if f"`{name}`" not in rows]


def every_refusal_has_its_sentence(root: Path) -> list[str]:
    """In errors.py always; in nb, nn and en when a browser may meet it, also the words the front end itself makes."""
    told = {language: sentences(root, language) for language in ("nb", "nn", "en")}
    known = set(re.findall(r'^\s+"(\w+)":', (root / "folkevalgt" / "errors.py").read_text("utf-8"), re.M))
    wrong = [f"errors.py lacks {word}" for _, word in refusals(root) if word not in known]
    met = {word for path, word in refusals(root) if not {path, path.split("/")[0]} & AT_THE_TERMINAL}
    for file in (root / "frontend" / "src").rglob("*.ts*"):
        met |= set(re.findall(r"""new Refused\(\s*["'](\w+)["']""", file.read_text("utf-8")))
    return wrong + [f"{language}.ts lacks {word}" for language in told for word in sorted(met - told[language])]


def refusals(root: Path) -> Iterator[tuple[str, str]]:
    """The file (`api/health`) and the word of each `Refusal("word")`."""
    for file in sorted((root / "folkevalgt").rglob("*.py")):
        path = file.relative_to(root / "folkevalgt").with_suffix("").as_posix()
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="Refusal"), args=[ast.Constant(value=str(word)), *_]):
                    yield path, word


def sentences(root: Path, language: str) -> set[str]:
    text = (root / "frontend" / "src" / "words" / f"errors-{language}.ts").read_text("utf-8")
    return set(re.findall(r"^  (\w+):", text, re.M))


def models(root: Path) -> Iterator[str]:
    for file in sorted((root / "folkevalgt").rglob("*.py")):
        if "migrations" not in file.parts:
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                match node:
                    case ast.ClassDef(name=name, bases=[ast.Name(id="Model"), *_]):
                        yield name


def document_kinds(root: Path) -> Iterator[str]:
    text = (root / "folkevalgt" / "models" / "manifest.py").read_text("utf-8")
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Assign(targets=[ast.Name(id="DocumentKind")], value=ast.Subscript(slice=ast.Tuple(elts=kinds))):
                yield from (kind.value for kind in kinds if isinstance(kind, ast.Constant))


def settings(root: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse((root / "folkevalgt" / "config.py").read_text("utf-8"))):
        match node:
            case ast.ClassDef(name="Settings", body=body):
                fields = (line.target for line in body if isinstance(line, ast.AnnAssign))
                yield from (f"FOLKEVALGT_{field.id.upper()}" for field in fields if isinstance(field, ast.Name))


def table(file: Path) -> str:
    return "\n".join(line for line in file.read_text("utf-8").splitlines() if line.startswith("|"))


def code(root: Path, only: str = "*") -> Iterator[Path]:
    """The source files of all three houses; what a tool wrote says so at its top and is not ours to shorten."""
    for folder in ("folkevalgt", "frontend/src", "tests"):
        for file in sorted((root / folder).rglob(only)):
            inside = file.relative_to(root).parts
            ours = file.suffix in (".py", ".ts", ".tsx", ".css") and not {"migrations", "static"} & set(inside)
            if ours and "Do not edit" not in file.read_text("utf-8")[:300]:
                yield file
