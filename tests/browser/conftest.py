from tests.browser.fixtures import bad_line, member, phone, replaced, served, tablet, town
from tests.browser.laid import built, made, real, table, the_table

__all__ = [
    "bad_line",
    "built",
    "made",
    "member",
    "phone",
    "real",
    "replaced",
    "served",
    "table",
    "tablet",
    "the_table",
    "town",
]
