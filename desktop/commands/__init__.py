"""The command line, by subject: each command asks one action and says its answer."""
