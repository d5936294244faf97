"""The neighbourhood inequalities explorer: page set-up and navigation, nothing else."""

from explorer.ui import start

start.run()
