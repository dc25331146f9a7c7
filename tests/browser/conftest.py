from tests.browser.fixtures import bad_line, phone, served, tablet, town

__all__ = ["bad_line", "phone", "served", "tablet", "town"]
