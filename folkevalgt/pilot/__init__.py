"""The pilot: a made-up municipality with its people, meetings and papers, loaded the way a real one would be."""

from folkevalgt.pilot.demo import links, load, municipality, report
from folkevalgt.pilot.packages import Made, make_papers
from folkevalgt.pilot.world import World, load_world

__all__ = ["Made", "World", "links", "load", "load_world", "make_papers", "municipality", "report"]
