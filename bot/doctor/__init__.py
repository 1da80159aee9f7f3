"""Say whether a repository is set up for the bot, and what to change."""

from bot.doctor.check import Check, Verdict
from bot.doctor.checks import examine, examine_folder
from bot.doctor.computer import check_computer
from bot.doctor.read import read_setup
