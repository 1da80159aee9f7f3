"""Read and write GitHub: the only room that knows PyGithub."""

from bot.gateway.gateway import Gateway

__all__ = ["Gateway"]
