"""Say whether a repository is set up for the bot, and what to change."""

from bot.doctor.checks import examine
from bot.doctor.read import read_setup
from bot.doctor.rules import Check
