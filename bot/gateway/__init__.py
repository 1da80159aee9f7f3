"""Read and write GitHub: the only package that knows PyGithub."""

from bot.gateway.events import Trigger, read_event
from bot.gateway.gateway import Gateway
from bot.gateway.rest import Refused, Rest
