"""From the README of a list, its description as a maintainer would write it."""

from bot.listing.induction.inducing import Induced, induce
