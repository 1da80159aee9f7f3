"""Look papers up at bibliographic services, one file a service."""

from bot.lookup.lookup import make_lookup
