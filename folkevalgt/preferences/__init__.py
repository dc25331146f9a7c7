"""How each person wants to be told: which channels for what, where their devices are pushed to, what they follow."""
