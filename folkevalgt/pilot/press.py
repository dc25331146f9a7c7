"""The press: typst templates in, tagged PDF/UA papers out. typst comes with the extra `folkevalgt[pilot]`."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec

from folkevalgt.errors import Refusal
from folkevalgt.pilot.scan import DPI, scanned


class Press:
    """Sets each paper once: the same template with the same words is the same bytes, also in the next run."""

    def __init__(self, templates: Path) -> None:
        """Raises Refusal("pilot_missing") when typst or Pillow is not installed."""
        try:
            import PIL
            import typst
        except ImportError as error:
            raise Refusal("pilot_missing", 500, error.name or "typst") from None
        assert PIL.__version__
        # Only the fonts inside the wheel: the pages break at the same place on every machine.
        self._typst = typst.Compiler(root=templates, ignore_system_fonts=True)
        self._templates = templates
        self._made: dict[tuple[str, str], bytes] = {}

    def paper(self, template: str, words: dict[str, Any], day: date, as_scan: bool = False) -> bytes:
        """One paper. `words` reach the template as `sys.inputs.paper`; `day` is the date the file says it was made."""
        given = msgspec.json.encode(words).decode()
        if (template, given) not in self._made:
            noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
            self._made[template, given] = (
                self._scan(template, given, day) if as_scan else self._set(template, given, noon)
            )
        return self._made[template, given]

    def _set(self, template: str, given: str, at: datetime) -> bytes:
        pdf = self._typst.compile(
            self._templates / template, format="pdf", sys_inputs={"paper": given}, pdf_standards="ua-1", timestamp=at
        )
        assert isinstance(pdf, bytes)
        return pdf

    def _scan(self, template: str, given: str, day: date) -> bytes:
        pages = self._typst.compile(self._templates / template, format="png", ppi=DPI, sys_inputs={"paper": given})
        return scanned([pages] if isinstance(pages, bytes) else list(pages or []), day)
