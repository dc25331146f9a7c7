"""folkevalgt: case papers for a municipality's politicians, on their own devices."""

__version__ = "0.1.0"
