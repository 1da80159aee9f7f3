"""Offer the commands, a file each: arguments, settings, what is printed, exit code."""

from bot.commands.cli import main
