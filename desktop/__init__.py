"""Wegplan: Integrationsmanagement for small German municipalities, on one office PC."""

__version__ = "0.4.0"
