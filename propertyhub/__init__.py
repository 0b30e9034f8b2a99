"""Composes the apps and configures them; no rules, no models."""
