"""The configuration `tortoise makemigrations` compares the models with; see CONTRIBUTING.md."""

from folkevalgt import database
from folkevalgt.config import Settings

TORTOISE_ORM = database.config(Settings())
