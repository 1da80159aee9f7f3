"""The bot against whatever can happen: people, other runs, faults."""
