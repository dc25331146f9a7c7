"""axe-core, which finds what a machine can find of faults against WCAG 2.2 A and AA and good practice."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

SOURCE = Path(__file__).resolve().parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async (tags) => {
  const found = await axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
  return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`));
}"""


def faults(page: Page) -> list[str]:
    """Each as the rule and the element. The page must have been opened with axe in it."""
    found: list[str] = page.evaluate(RUN, TAGS)
    return found
