from tests.browser.fixtures import phone, served, tablet, town

__all__ = ["phone", "served", "tablet", "town"]
