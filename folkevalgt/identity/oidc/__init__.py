"""Signing in by a provider (OpenID Connect): `flow` there and back, `tokens` checked, `people` known, `endings`."""
